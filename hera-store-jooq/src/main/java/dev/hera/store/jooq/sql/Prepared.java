package dev.hera.store.jooq.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jspecify.annotations.Nullable;

/**
 * A reused query on one connection. jOOQ renders it once; the values are then bound and the rows
 * read with plain JDBC, several times faster than by jOOQ.
 */
final class Prepared {
  private final String text;
  private final List<Class<?>> types;
  private final Supplier<? extends Record> newRecord;
  private final Texts texts;

  private Prepared(
      String text, List<Class<?>> types, Supplier<? extends Record> newRecord, Texts texts) {
    this.text = text;
    this.types = types;
    this.newRecord = newRecord;
    this.texts = texts;
  }

  static Prepared of(DSLContext sql, ReusedQuery<?> kept) {
    ResultQuery<?> query = kept.query(sql);
    Field<?>[] fields = query.fields();
    boolean isWhole = query.getRecordType() == kept.table().getRecordType();
    return new Prepared(
        sql.render(query),
        Stream.of(fields).<Class<?>>map(Field::getType).toList(),
        () -> isWhole ? sql.newRecord(kept.table()) : sql.newRecord(fields),
        Texts.of(sql.dialect()));
  }

  List<Record> fetch(Statements statements, List<?> values) throws SQLException {
    PreparedStatement statement = statements.of(text);
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(i + 1, texts.written(values.get(i)));
    }
    List<Record> all = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        all.add(record(rows));
      }
    }
    return all;
  }

  private Record record(ResultSet row) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(row, i + 1, types.get(i));
    }
    Record record = newRecord.get();
    record.fromArray(values);
    return record;
  }

  private @Nullable Object value(ResultSet row, int column, Class<?> type) throws SQLException {
    Object value;
    if (type == Long.class) {
      value = row.getLong(column);
    } else if (type == Integer.class) {
      value = row.getInt(column);
    } else if (type == Boolean.class) {
      value = row.getBoolean(column);
    } else {
      return texts.read(row.getString(column));
    }
    return row.wasNull() ? null : value;
  }
}
