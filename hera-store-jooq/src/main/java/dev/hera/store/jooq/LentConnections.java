package dev.hera.store.jooq;

import dev.hera.spi.StoreUnavailableException;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A source of connections that an application lends from a source of its own. Each is readied for
 * the store, and given back as it came; one that cannot be is closed for good. The application's
 * source is never closed nor set. For the makers of store modules. Thread-safe.
 *
 * @param <C> the driver's own connections
 */
public final class LentConnections<C extends Connection> implements DataSource {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(LentConnections.class);

  private final String name;
  private final DataSource source;
  private final Class<C> driver;
  private final Readying<C> readying;

  /** Sets what a store needs on a connection. */
  @FunctionalInterface
  public interface Readying<C extends Connection> {
    /**
     * Readies a connection, which is in autocommit mode.
     *
     * @param undoing is told what undoes each change, before or as soon as that is made
     * @throws SQLException when the connection does not take a setting; it is then given back
     */
    void ready(C connection, Consumer<Undoing> undoing) throws SQLException;
  }

  /** Undoes a change of a connection, which is in autocommit mode. */
  @FunctionalInterface
  public interface Undoing {
    void undo() throws SQLException;
  }

  /**
   * @param name what the database is, as {@link dev.hera.store.jooq.sql.SqlDatabase#name} says
   * @param driver the type of the driver's connections
   */
  public LentConnections(String name, DataSource source, Class<C> driver, Readying<C> readying) {
    this.name = name;
    this.source = source;
    this.driver = driver;
    this.readying = readying;
  }

  /**
   * The connection of the driver behind one that a source gave.
   *
   * @throws StoreUnavailableException when there is none of that driver
   */
  public static <C extends Connection> C driven(Connection lent, Class<C> driver, String name)
      throws SQLException {
    if (!lent.isWrapperFor(driver)) {
      throw new StoreUnavailableException(
          "The "
              + name
              + " cannot be opened: its source gives connections that are none of "
              + driver.getName()
              + "; give a source of that driver, whose connections can be unwrapped.");
    }
    return lent.unwrap(driver);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection lent = source.getConnection();
    Lent handler = null;
    boolean ready = false;
    try {
      handler = new Lent(lent, driven(lent, driver, name));
      handler.ready();
      ready = true;
      return (Connection)
          Proxy.newProxyInstance(
              LentConnections.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    } finally {
      if (handler == null) {
        lent.close();
      } else if (!ready) {
        handler.giveBack();
      }
    }
  }

  /** Passes on what is asked of a connection, except for its end. */
  private final class Lent implements InvocationHandler {
    private final Connection lent;
    private final C driven;
    private final boolean commits;
    private final Deque<Undoing> undoing = new ArrayDeque<>();
    private boolean returned;

    Lent(Connection lent, C driven) throws SQLException {
      this.lent = lent;
      this.driven = driven;
      this.commits = lent.getAutoCommit();
    }

    void ready() throws SQLException {
      if (!commits) {
        lent.setAutoCommit(true);
      }
      readying.ready(driven, undoing::push);
    }

    @Override
    @SuppressWarnings("NullAway") // what JDBC returns, null for void, is passed on
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      switch (method.getName()) {
        case "close" -> {
          giveBack();
          return null;
        }
        case "isClosed" -> {
          return returned || lent.isClosed();
        }
        case "equals" -> {
          return self == arguments[0];
        }
        case "hashCode" -> {
          return System.identityHashCode(self);
        }
        default -> {
          return pass(method, arguments);
        }
      }
    }

    @SuppressWarnings("NullAway") // the same
    private Object pass(Method method, Object[] arguments) throws Throwable {
      try {
        return method.invoke(lent, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }

    synchronized void giveBack() throws SQLException {
      if (returned) {
        return;
      }
      returned = true;
      try {
        undo();
      } catch (SQLException | RuntimeException e) {
        LOG.warn("A connection to the {} could not be given back as it came: closed.", name, e);
        driven.close();
      } finally {
        lent.close();
      }
    }

    private void undo() throws SQLException {
      if (!lent.getAutoCommit()) {
        lent.rollback();
        lent.setAutoCommit(true);
      }
      for (Undoing last = undoing.poll(); last != null; last = undoing.poll()) {
        last.undo();
      }
      if (!commits) {
        lent.setAutoCommit(false);
      }
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the application's source knows its user");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) {}

  /** Has no effect: the application's source has its own. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("the application's source is not handed out");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
