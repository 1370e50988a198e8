package dev.hera.store.jooq.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Predicate;

/**
 * The version of a schema where a database has no place of its own for it: in a table of Hera's.
 */
public final class VersionTable {
  private VersionTable() {}

  /**
   * The version, 0 where there is no table.
   *
   * @param query for the version, which gives one row
   * @param isMissing whether this says that there is no table
   */
  public static int version(Connection connection, String query, Predicate<SQLException> isMissing)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        throw new SQLException("a table has lost its row: " + query);
      }
      return row.getInt(1);
    } catch (SQLException e) {
      if (isMissing.test(e)) {
        return 0;
      }
      throw e;
    }
  }
}
