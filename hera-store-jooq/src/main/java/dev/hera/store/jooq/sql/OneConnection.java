package dev.hera.store.jooq.sql;

import java.sql.Connection;
import org.jooq.ConnectionProvider;

/** Gives jOOQ the connection of a session, whose transactions jOOQ does not touch. */
record OneConnection(Connection connection) implements ConnectionProvider {
  @Override
  public Connection acquire() {
    return connection;
  }

  @Override
  public void release(Connection released) {}
}
