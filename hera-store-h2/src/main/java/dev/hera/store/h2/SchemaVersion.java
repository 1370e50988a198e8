package dev.hera.store.h2;

import dev.hera.store.jooq.sql.VersionTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.ErrorCode;

/** The version of the schema in a table of its own, which also marks a database as Hera's. */
final class SchemaVersion {
  static final String TABLE = "hera_schema";

  private SchemaVersion() {}

  /** The version, 0 when there is none. */
  static int of(Connection connection) throws SQLException {
    return of(connection, "");
  }

  /**
   * The same in a schema.
   *
   * @param prefix names it, with a dot; empty for the one that the connection is in
   */
  static int of(Connection connection, String prefix) throws SQLException {
    return VersionTable.version(
        connection,
        "select coalesce(max(version), 0) from " + prefix + TABLE,
        SchemaVersion::isMissing);
  }

  /** The statement that makes the table. */
  static String create(String prefix) {
    return "create table if not exists " + prefix + TABLE + " (version integer not null)";
  }

  private static boolean isMissing(SQLException e) {
    return e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1
        || e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2
        || e.getErrorCode() == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1;
  }

  static void put(Connection connection, int version) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(create(""));
      statement.execute("delete from " + TABLE);
      statement.execute("insert into " + TABLE + " values (" + version + ")");
    }
  }
}
