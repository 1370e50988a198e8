package dev.hera.store.jooq;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements stay prepared: closing one only lays it back. Preparing costs more
 * than executing for most statements of a store, and jOOQ prepares each time.
 */
final class KeptStatements implements InvocationHandler {
  private static final int MOST = 256;

  private final Connection connection;
  private final Map<String, PreparedStatement> free = new LinkedHashMap<>(16, 0.75f, true);

  private KeptStatements(Connection connection) {
    this.connection = connection;
  }

  /** The connection with its statements kept; only for use by one thread at a time. */
  static Connection over(Connection connection) {
    return proxy(Connection.class, new KeptStatements(connection));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("prepareStatement")
        && arguments != null
        && arguments.length == 1
        && arguments[0] instanceof String sql) {
      return take(sql);
    }
    return call(connection, method, arguments);
  }

  private PreparedStatement take(String sql) throws SQLException {
    PreparedStatement kept = free.remove(sql);
    PreparedStatement statement = kept == null ? connection.prepareStatement(sql) : kept;
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (method.getName().equals("close")) {
            layBack(sql, statement);
            return null;
          }
          return call(statement, method, arguments);
        };
    return proxy(PreparedStatement.class, handler);
  }

  private void layBack(String sql, PreparedStatement statement) throws SQLException {
    statement.clearParameters();
    statement.clearBatch();
    PreparedStatement twin = free.put(sql, statement);
    if (twin != null && twin != statement) {
      twin.close();
    }
    if (free.size() > MOST) {
      String eldest = free.keySet().iterator().next();
      PreparedStatement dropped = free.remove(eldest);
      if (dropped != null) {
        dropped.close();
      }
    }
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            KeptStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
