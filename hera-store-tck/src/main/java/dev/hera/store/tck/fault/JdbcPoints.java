package dev.hera.store.tck.fault;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/**
 * A data source that calls a {@link Watcher} before and after everything that its connections do in
 * the database: statements, batches, the beginnings and ends of transactions, and savepoints. For
 * tests of stores that use JDBC.
 */
public final class JdbcPoints {
  private static final Set<String> OF_CONNECTION =
      Set.of("setAutoCommit", "commit", "rollback", "setSavepoint", "releaseSavepoint");

  private JdbcPoints() {}

  /** Is told of each point; may throw there in the name of the database. */
  public interface Watcher {
    /** Nothing of it took effect yet. */
    default void before() throws SQLException {}

    /** It took effect, and what asked for it does not know so yet. */
    default void after() throws SQLException {}
  }

  /** The data source with a watcher. */
  public static DataSource watched(DataSource source, Watcher watcher) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Object answer = call(source, method, arguments);
          return answer instanceof Connection connection ? connection(connection, watcher) : answer;
        });
  }

  /** The data source whose connections pass a point before each commit. */
  public static DataSource withCommitPoint(DataSource source, Runnable beforeCommit) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Object answer = call(source, method, arguments);
          return answer instanceof Connection connection
              ? committing(connection, beforeCommit)
              : answer;
        });
  }

  private static Connection committing(Connection connection, Runnable beforeCommit) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("commit") || isEnd(connection, method, arguments)) {
            pass(beforeCommit);
          }
          return call(connection, method, arguments);
        });
  }

  /** Whether this goes back to autocommit mode, which commits. */
  private static boolean isEnd(Connection connection, Method method, Object[] arguments)
      throws SQLException {
    return method.getName().equals("setAutoCommit")
        && Boolean.TRUE.equals(arguments[0])
        && !connection.getAutoCommit();
  }

  private static void pass(Runnable beforeCommit) throws SQLException {
    try {
      beforeCommit.run();
    } catch (RuntimeException e) {
      throw new SQLException("the commit fails", e);
    }
  }

  private static Connection connection(Connection connection, Watcher watcher) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (OF_CONNECTION.contains(method.getName())) {
            return pass(connection, method, arguments, watcher);
          }
          Object answer = call(connection, method, arguments);
          return answer instanceof Statement statement
              ? statement(method.getReturnType().asSubclass(Statement.class), statement, watcher)
              : answer;
        });
  }

  private static Statement statement(
      Class<? extends Statement> type, Statement statement, Watcher watcher) {
    return proxy(
        type,
        (self, method, arguments) ->
            method.getName().startsWith("execute")
                ? pass(statement, method, arguments, watcher)
                : call(statement, method, arguments));
  }

  private static Object pass(Object target, Method method, Object[] arguments, Watcher watcher)
      throws Throwable {
    watcher.before();
    Object answer = call(target, method, arguments);
    watcher.after();
    return answer;
  }

  @SuppressWarnings("NullAway") // what JDBC returns, null for void, is passed on
  static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(JdbcPoints.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
