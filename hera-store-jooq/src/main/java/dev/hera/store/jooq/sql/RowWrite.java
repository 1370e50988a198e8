package dev.hera.store.jooq.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Record;

/**
 * Rows that one statement writes, of which each execution takes so many. They are bound with plain
 * JDBC, several times faster than rendering them by jOOQ.
 */
record RowWrite(Text text, List<? extends Record> rows) {
  private static final int BATCH = 1_000;

  /**
   * A statement for so many rows.
   *
   * @param order for each of its parameters of one row, the place of its value there
   * @param mayBeThere whether rows that are there already are none that were to be written
   */
  record Text(
      String table, String sql, List<Integer> order, int rows, boolean mayBeThere, Texts texts) {}

  int executions() {
    return rows.size() / text.rows;
  }

  /** Writes all rows. */
  void execute(Statements statements) throws SQLException {
    PreparedStatement statement = statements.of(text.sql);
    if (executions() == 1) {
      bind(statement, 0, rows);
      requireWritten(statement.executeUpdate());
      return;
    }
    try {
      for (int from = 0; from < rows.size(); from += text.rows) {
        bind(statement, 0, rows.subList(from, from + text.rows));
        statement.addBatch();
        if (from % BATCH >= BATCH - text.rows) {
          requireWritten(statement.executeBatch());
        }
      }
      requireWritten(statement.executeBatch());
    } finally {
      statement.clearBatch();
    }
  }

  /** Writes the one row and tells whether there was one in its place. */
  boolean executeIfThere(Statements statements) throws SQLException {
    PreparedStatement statement = statements.of(text.sql);
    bind(statement, 0, rows);
    return statement.executeUpdate() > 0;
  }

  /** Binds all rows after so many parameters and tells how many there are now. */
  int bind(PreparedStatement statement, int before) throws SQLException {
    return bind(statement, before, rows);
  }

  private int bind(PreparedStatement statement, int before, List<? extends Record> some)
      throws SQLException {
    int parameter = before;
    for (Record row : some) {
      for (int place : text.order) {
        statement.setObject(++parameter, text.texts.written(row.get(place)));
      }
    }
    return parameter;
  }

  /** Nothing that is answered as written may have met no row. */
  void requireWritten(int... counts) throws SQLException {
    for (int count : counts) {
      if (count == 0 && !text.mayBeThere) {
        throw new SQLException("a row of " + text.table + " is gone that was there before");
      }
    }
  }
}
