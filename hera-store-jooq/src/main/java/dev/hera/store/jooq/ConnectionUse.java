package dev.hera.store.jooq;

import java.sql.Connection;
import java.sql.SQLException;

/** Something done with a connection. */
@FunctionalInterface
public interface ConnectionUse<T> {
  T on(Connection connection) throws SQLException;
}
