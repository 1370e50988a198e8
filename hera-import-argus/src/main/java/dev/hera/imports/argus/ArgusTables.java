package dev.hera.imports.argus;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteDataSource;

/** The rows of an argus database, whose tables and columns may be missing. */
final class ArgusTables implements AutoCloseable {
  private final ArgusCopy copy;
  private final Connection connection;

  private ArgusTables(ArgusCopy copy, Connection connection) {
    this.copy = copy;
    this.connection = connection;
  }

  /**
   * Opens the copy.
   *
   * @throws dev.hera.error.InvalidArgumentException when it is damaged or not argus's
   */
  static ArgusTables open(ArgusCopy copy) {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + copy.file());
    try {
      ArgusTables tables = new ArgusTables(copy, source.getConnection());
      try {
        tables.check();
        return tables;
      } catch (SQLException | RuntimeException e) {
        tables.close();
        throw e;
      }
    } catch (SQLException e) {
      throw copy.refused("cannot be read: " + e.getMessage());
    }
  }

  private void check() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma quick_check(1)")) {
      String state = result.next() ? result.getString(1) : "nothing";
      if (!state.equals("ok")) {
        throw copy.refused("is damaged: " + state);
      }
    }
    if (columns("hera_orchestrators").isEmpty()) {
      throw copy.refused("is not an argus database: it has no table hera_orchestrators");
    }
  }

  /** One row: values by the names of their columns. */
  record Row(Map<String, Object> values) {
    Optional<String> text(String column) {
      return Optional.ofNullable(values.get(column)).map(String::valueOf);
    }

    /** A text that is neither missing nor blank. */
    Optional<String> given(String column) {
      return text(column).filter(text -> !text.isBlank());
    }

    long number(String column) {
      return values.get(column) instanceof Number number ? number.longValue() : 0;
    }

    boolean is(String column) {
      return number(column) != 0 || text(column).filter("true"::equalsIgnoreCase).isPresent();
    }
  }

  /**
   * The rows of a table, none when it is missing.
   *
   * @param needed the columns that say which row it is, and of what; without them the file is not
   *     argus's
   * @param optional the columns that may be missing, and are empty then
   */
  List<Row> rows(String table, List<String> needed, List<String> optional) {
    try {
      List<String> columns = columns(table);
      if (columns.isEmpty()) {
        return List.of();
      }
      for (String column : needed) {
        if (!columns.contains(column)) {
          throw copy.refused(
              "is no argus database that Hera knows: its table " + table + " has no " + column);
        }
      }
      List<String> read = new ArrayList<>(needed);
      optional.stream().filter(columns::contains).forEach(read::add);
      return select(table, read);
    } catch (SQLException e) {
      throw copy.refused("cannot be read: " + e.getMessage());
    }
  }

  private List<String> columns(String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma table_info(" + table + ")")) {
      while (result.next()) {
        columns.add(result.getString("name").toLowerCase(Locale.ROOT));
      }
    }
    return columns;
  }

  private List<Row> select(String table, List<String> columns) throws SQLException {
    List<Row> rows = new ArrayList<>();
    String sql = "select " + String.join(", ", columns) + " from " + table;
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
          Object value = result.getObject(i + 1);
          if (value != null) {
            values.put(columns.get(i), value instanceof byte[] bytes ? text(bytes) : value);
          }
        }
        rows.add(new Row(values));
      }
    }
    return rows;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw copy.refused("cannot be closed: " + e.getMessage());
    }
  }
}
