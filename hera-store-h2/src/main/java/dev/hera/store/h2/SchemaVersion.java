package dev.hera.store.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The version of the schema in a table of its own, which also marks a database as Hera's. */
final class SchemaVersion {
  private SchemaVersion() {}

  /** The version, 0 when there is none. */
  static int of(Connection connection) throws SQLException {
    String found =
        Database.query(
            connection,
            "select table_name from information_schema.tables"
                + " where table_schema = 'PUBLIC' and table_name = 'HERA_SCHEMA'");
    return found.equals("HERA_SCHEMA")
        ? Integer.parseInt(
            Database.query(connection, "select coalesce(max(version), 0) from hera_schema"))
        : 0;
  }

  static void put(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists hera_schema (version integer not null)");
      statement.execute("delete from hera_schema");
      statement.execute("insert into hera_schema values (" + version + ")");
    }
  }
}
