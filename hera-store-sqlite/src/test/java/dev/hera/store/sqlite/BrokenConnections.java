package dev.hera.store.sqlite;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Connections that make a broken store of a sound one: each deals with failures in a wrong way. */
final class BrokenConnections {
  private BrokenConnections() {}

  /** What one connection does instead of what it is told to. */
  private interface Habit {
    /**
     * @param what the name of the connection's method, or the statement that is executed
     */
    Object play(Connection connection, String what, Step step) throws SQLException;
  }

  private interface Step {
    Object run() throws SQLException;
  }

  /** Takes a commit that failed, because the disk is full, say, for one that succeeded. */
  static DataSource swallowingFailedCommits(DataSource source) {
    return with(
        source,
        () ->
            (connection, what, step) -> {
              try {
                return step.run();
              } catch (SQLException e) {
                if (!what.equals("setAutoCommit")) {
                  throw e;
                }
                endTransaction(connection);
                return null;
              }
            });
  }

  /**
   * Executes a statement that failed once more, and goes on with it. The failure ended the
   * transaction, as SQLite does by itself when the disk is full; savepoints would tell.
   */
  static DataSource tryingStatementsAgain(DataSource source) {
    return with(
        source,
        () ->
            (connection, what, step) -> {
              if (what.contains("savepoint")) {
                if (what.startsWith("rollback")) {
                  connection.rollback();
                }
                return false;
              }
              try {
                return step.run();
              } catch (SQLException e) {
                if (!connection.getAutoCommit()) {
                  connection.rollback();
                }
                return step.run();
              }
            });
  }

  /** Is never closed once it failed. */
  static DataSource keepingFailedOnes(DataSource source) {
    return with(source, KeepsFailed::new);
  }

  private static final class KeepsFailed implements Habit {
    private boolean failed;

    @Override
    public Object play(Connection connection, String what, Step step) throws SQLException {
      if (failed && what.equals("close")) {
        endTransaction(connection);
        return null;
      }
      try {
        return step.run();
      } catch (SQLException e) {
        failed = true;
        throw e;
      }
    }
  }

  private static void endTransaction(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static DataSource with(DataSource source, Supplier<Habit> habit) {
    return proxy(
        DataSource.class,
        (self, method, arguments) ->
            call(source, method, arguments) instanceof Connection connection
                ? connection(connection, habit.get())
                : null);
  }

  private static Connection connection(Connection connection, Habit habit) {
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "setAutoCommit", "close" ->
                  habit.play(
                      connection, method.getName(), () -> call(connection, method, arguments));
              case "prepareStatement" ->
                  statement(
                      connection,
                      (PreparedStatement) call(connection, method, arguments),
                      (String) arguments[0],
                      habit);
              default -> call(connection, method, arguments);
            });
  }

  private static PreparedStatement statement(
      Connection connection, PreparedStatement statement, String sql, Habit habit) {
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) ->
            method.getName().startsWith("execute")
                ? habit.play(connection, sql, () -> call(statement, method, arguments))
                : call(statement, method, arguments));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws SQLException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new AssertionError(e);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            BrokenConnections.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
