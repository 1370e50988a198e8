package dev.hera.benchmarks.growth;

import dev.hera.benchmarks.report.SqliteFile;
import dev.hera.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor of a submission: the same rows, inserted into the same tables with the same indexes by
 * one prepared statement for each table, in batches and in one transaction, without foreign keys.
 */
final class CopiedRows {
  private static final int BATCH = 10_000;

  private final Connection from;
  private final Connection to;

  private CopiedRows(Connection from, Connection to) {
    this.from = from;
    this.to = to;
  }

  /** The seconds that it takes to write all rows of one file to a new one. */
  static double seconds(Path source, Path target) throws SQLException {
    SqliteStore.open(target).close();
    try (Connection from = SqliteFile.source(source).getConnection();
        Connection to = SqliteFile.source(target).getConnection()) {
      to.setAutoCommit(false);
      CopiedRows rows = new CopiedRows(from, to);
      double seconds = 0;
      for (String table : rows.tables()) {
        seconds += rows.copy(table);
      }
      long begun = System.nanoTime();
      to.commit();
      return seconds + since(begun);
    }
  }

  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (Statement statement = from.createStatement();
        ResultSet names =
            statement.executeQuery("select name from sqlite_master where type = 'table'")) {
      while (names.next()) {
        tables.add(names.getString(1));
      }
    }
    return tables;
  }

  private double copy(String table) throws SQLException {
    try (Statement cleared = to.createStatement();
        Statement statement = from.createStatement()) {
      cleared.execute("delete from " + table);
      try (ResultSet rows = statement.executeQuery("select * from " + table)) {
        int columns = rows.getMetaData().getColumnCount();
        String values = "?, ".repeat(columns - 1) + "?";
        double seconds = 0;
        try (PreparedStatement insert =
            to.prepareStatement("insert into " + table + " values (" + values + ")")) {
          for (List<Object[]> batch = next(rows, columns);
              !batch.isEmpty();
              batch = next(rows, columns)) {
            seconds += insert(insert, batch);
          }
        }
        return seconds;
      }
    }
  }

  private static List<Object[]> next(ResultSet rows, int columns) throws SQLException {
    List<Object[]> batch = new ArrayList<>();
    while (batch.size() < BATCH && rows.next()) {
      Object[] row = new Object[columns];
      for (int column = 0; column < columns; column++) {
        row[column] = rows.getObject(column + 1);
      }
      batch.add(row);
    }
    return batch;
  }

  private static double insert(PreparedStatement insert, List<Object[]> rows) throws SQLException {
    long begun = System.nanoTime();
    for (Object[] row : rows) {
      for (int column = 0; column < row.length; column++) {
        insert.setObject(column + 1, row[column]);
      }
      insert.addBatch();
    }
    insert.executeBatch();
    return since(begun);
  }

  private static double since(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
