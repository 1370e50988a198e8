package dev.hera.store.jooq;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.SQLDialect;
import org.jooq.conf.RenderNameCase;
import org.jooq.conf.RenderQuotedNames;
import org.jooq.conf.Settings;
import org.jooq.impl.DefaultConfiguration;

/**
 * A store in a relational database; what differs between databases is an {@link Engine}. For the
 * makers of store modules: apps open one of those.
 *
 * <p>Writes of several callers that come at the same time share one commit. The work of one caller
 * may therefore run on the thread of another one, with the stack that is left there: it must not
 * lean on thread-locals, nor wait for something that its caller holds. An exception of one work
 * rolls back that work only.
 */
public final class JooqStore implements HeraStore {
  /** The version of the schema that this Hera reads and writes. */
  public static final int SCHEMA_VERSION = 3;

  static {
    System.setProperty("org.jooq.no-logo", "true");
    System.setProperty("org.jooq.no-tips", "true");
  }

  private final Engine engine;
  private final Configuration configuration;
  private final Writer writer;
  private final Readers readers;
  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();
  private final ReadWriteLock life = new ReentrantReadWriteLock(true);
  private boolean closed;

  private JooqStore(Engine engine) {
    this.engine = engine;
    this.configuration = new DefaultConfiguration().set(engine.dialect()).set(settings());
    this.writer = new Writer(engine, configuration);
    this.readers = new Readers(engine, configuration);
  }

  /**
   * Opens the store: brings the schema to the version of this Hera, in one transaction where the
   * database allows that.
   *
   * @throws StoreUnavailableException when the database was written by a newer Hera, or fails;
   *     nothing was changed then, and the pool is closed
   */
  public static JooqStore open(Engine engine) {
    return open(engine, Migrator.STEPS);
  }

  /** Opens the store with these steps of its schema. */
  static JooqStore open(Engine engine, List<List<String>> steps) {
    JooqStore store = new JooqStore(engine);
    boolean open = false;
    try {
      store.writer.use(new Migrator(engine, steps)::migrate);
      open = true;
      return store;
    } catch (SQLException e) {
      throw Failures.unavailable(engine, e);
    } finally {
      if (!open) {
        store.close();
      }
    }
  }

  /**
   * Refuses a database that a newer Hera wrote.
   *
   * @param name what it is, as {@link Engine#name} says
   * @throws StoreUnavailableException when {@code version} is above {@link #SCHEMA_VERSION}
   */
  public static void checkVersion(String name, int version) {
    checkVersion(name, version, SCHEMA_VERSION);
  }

  static void checkVersion(String name, int version, int newest) {
    if (version > newest) {
      throw new StoreUnavailableException(
          "The "
              + name
              + " has schema version "
              + version
              + ", but this Hera knows versions up to "
              + newest
              + "; open it with the newer Hera that wrote it.",
          new SQLException("schema version " + version));
    }
  }

  private static Settings settings() {
    return new Settings()
        .withRenderSchema(false)
        .withRenderNameCase(RenderNameCase.LOWER)
        .withRenderQuotedNames(RenderQuotedNames.EXPLICIT_DEFAULT_UNQUOTED)
        .withInListPadding(true)
        .withExecuteLogging(false);
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return enter(() -> readers.read(work));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return enter(() -> writer.write(work));
  }

  /**
   * Asks the connection that writes, at a moment when no transaction runs on it. Rows are changed
   * by {@link #write} only: what is remembered of them stays remembered.
   *
   * @throws StoreUnavailableException when the use fails
   */
  public <T> T useWriter(ConnectionUse<T> use) {
    return enter(
        () -> {
          try {
            return writer.use(use);
          } catch (SQLException e) {
            throw Failures.unavailable(engine, e);
          }
        });
  }

  private <T> T enter(Supplier<T> body) {
    if (inside.get() != null) {
      throw new IllegalStateException("a transaction cannot begin inside another one");
    }
    life.readLock().lock();
    inside.set(true);
    try {
      if (closed) {
        throw new IllegalStateException("the " + engine.name() + " is closed");
      }
      return body.get();
    } finally {
      inside.remove();
      life.readLock().unlock();
    }
  }

  @Override
  public void close() {
    if (inside.get() != null) {
      throw new IllegalStateException("a store cannot be closed inside a transaction");
    }
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        readers.close();
        writer.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  /** Something done with a connection. */
  @FunctionalInterface
  public interface ConnectionUse<T> {
    T on(Connection connection) throws SQLException;
  }

  /** What differs between databases. Thread-safe. */
  public interface Engine {
    /** What it is, for messages: {@code SQLite database hera.db}. */
    String name();

    SQLDialect dialect();

    /**
     * The source of the connection that writes, of which the store keeps one and takes a new one
     * when it failed. It is in autocommit mode at rest and takes the database's write lock when a
     * transaction begins.
     */
    DataSource writer();

    /**
     * The source of the connections that read, of which the store keeps some. They are in
     * autocommit mode at rest, and a transaction on one of them sees one snapshot.
     */
    DataSource readers();

    /**
     * A number that differs from the one before when anything but this connection committed since,
     * so that what was read before may have changed. Asked of the connection that writes, when its
     * transaction has begun. The same number each time where nobody else can write; another one
     * each time where nobody can tell.
     */
    long foreignCommits(Connection connection) throws SQLException;

    /**
     * Refuses when the database is not in its place any more. Asked before a transaction reads or
     * writes.
     *
     * @throws StoreUnavailableException when it was renamed, replaced or deleted
     */
    default void checkPlace() {}

    /**
     * The same for what the connection that writes has open besides; asked also after a commit,
     * before it is answered.
     */
    default void checkPlace(Connection writer) {
      checkPlace();
    }

    /** Whether this is a violation of a primary key or a unique index. */
    boolean isUniqueness(SQLException e);

    /**
     * Whether this says, after a wait, that another process still has the lock to write. Never so
     * where no other process can have the database.
     */
    default boolean isHeldByAnother(SQLException e) {
      return false;
    }

    /** Whether this is a violation of a foreign key. */
    boolean isForeignKey(SQLException e);

    /** The version of the schema, 0 for an empty database. */
    int version(Connection connection) throws SQLException;

    /** Keeps the version of the schema, within the running transaction where there is one. */
    void putVersion(Connection connection, int version) throws SQLException;

    /** A statement of a migration step in the words of this database. */
    default String translate(String statement) {
      return statement;
    }

    /** The path beside the database for a copy of it, as it is at this version. */
    Path backUpPlace(int version);

    /** Copies the whole database into a file that is not there yet, for its owner only. */
    void backUp(Connection connection, Path copy) throws SQLException, IOException;
  }
}
