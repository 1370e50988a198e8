package dev.hera.store.jooq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Writes whole rows of one table. jOOQ renders the two statements once; the rows are then bound
 * with plain JDBC, several times faster than rendering each of them.
 */
final class Rows {
  private static final int BATCH = 1_000;

  private final String insert;
  private final int[] insertOrder;
  private final String update;
  private final int[] updateOrder;

  private Rows(String insert, int[] insertOrder, String update, int[] updateOrder) {
    this.insert = insert;
    this.insertOrder = insertOrder;
    this.update = update;
    this.updateOrder = updateOrder;
  }

  static Rows of(DSLContext sql, Table<?> table) {
    List<Field<?>> all = List.of(table.fields());
    List<? extends Field<?>> keys =
        Objects.requireNonNull(table.getPrimaryKey(), "a primary key").getFields();
    List<Field<?>> updated = new ArrayList<>(all);
    updated.removeAll(keys);
    Condition matches = DSL.and(keys.stream().map(Rows::isParameter).toList());
    String insert = sql.render(sql.insertInto(table).set(parameters(all)));
    String update = sql.render(sql.update(table).set(parameters(updated)).where(matches));
    updated.addAll(keys);
    return new Rows(insert, positions(all, table), update, positions(updated, table));
  }

  private static Map<Field<?>, Object> parameters(List<Field<?>> fields) {
    Map<Field<?>, Object> parameters = new LinkedHashMap<>();
    fields.forEach(field -> parameters.put(field, DSL.param(field)));
    return parameters;
  }

  private static int[] positions(List<Field<?>> fields, Table<?> table) {
    return fields.stream().mapToInt(table::indexOf).toArray();
  }

  private static <T> Condition isParameter(Field<T> field) {
    return field.eq(DSL.param(field));
  }

  void insert(Connection connection, List<? extends Record> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      if (rows.size() == 1) {
        bind(statement, rows.get(0), insertOrder);
        statement.executeUpdate();
        return;
      }
      int waiting = 0;
      for (Record row : rows) {
        bind(statement, row, insertOrder);
        statement.addBatch();
        if (++waiting % BATCH == 0) {
          statement.executeBatch();
        }
      }
      statement.executeBatch();
    }
  }

  /** Replaces the row with the same key and tells whether there was one. */
  boolean update(Connection connection, Record row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(update)) {
      bind(statement, row, updateOrder);
      return statement.executeUpdate() > 0;
    }
  }

  private static void bind(PreparedStatement statement, Record row, int[] order)
      throws SQLException {
    for (int i = 0; i < order.length; i++) {
      statement.setObject(i + 1, row.get(order[i]));
    }
  }
}
