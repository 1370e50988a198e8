package dev.hera.store.jooq.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern TABLE = Pattern.compile("(?:from|join) (?:\\w+\\.)?(\\w+)");

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
    String text = sql.render(query);
    requireSaid(kept, text);
    return new Prepared(
        text,
        Stream.of(fields).<Class<?>>map(Field::getType).toList(),
        () -> isWhole ? sql.newRecord(kept.table()) : sql.newRecord(fields),
        Texts.of(sql.dialect()));
  }

  /**
   * Refuses a query of a table whose rows may be pending when it is asked, as nobody would know.
   */
  private static void requireSaid(ReusedQuery<?> query, String text) {
    ReusedQuery<?> way = query.way();
    Matcher read = TABLE.matcher(text);
    while (read.find()) {
      String name = read.group(1);
      if (!name.equals(query.table().getName())
          && (way == null || !name.equals(way.table().getName()))) {
        throw new IllegalStateException("a query that does not say that it reads " + name);
      }
    }
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
