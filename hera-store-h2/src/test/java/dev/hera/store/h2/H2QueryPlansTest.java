package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.jooq.EveryQuery;
import dev.hera.store.jooq.ExecutedStatements;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How H2 finds the rows that the store asks it for, in the words of its query plans. */
class H2QueryPlansTest {
  /** Tables so small that they may be read whole. */
  private static final Pattern READS_FEW_ROWS =
      Pattern.compile(".* from (counters|hosts|orchestrators)\\b.*", Pattern.DOTALL);

  /** How an index is searched: its name and the condition. */
  private static final Pattern SEARCH =
      Pattern.compile("/\\* PUBLIC\\.(\\w+(?:\\.tableScan)?)(?:: (.*?))? \\*/", Pattern.DOTALL);

  @TempDir Path directory;

  /** A null is less than every value, and most rows have one in some of the columns. */
  @Test
  void each_search_begins_behind_the_nulls_of_an_index() throws SQLException {
    Map<String, String> searches = new TreeMap<>();
    Database database = FileDatabase.open(directory.resolve("hera"));
    try {
      ExecutedStatements executed = new ExecutedStatements();
      H2Engine engine = H2Engine.of(database);
      H2Engine watched =
          new H2Engine(database, executed.of(engine.writer()), executed.of(engine.readers()));
      try (Connection connection = engine.readers().getConnection()) {
        for (String sql : EveryQuery.of(watched, executed)) {
          SEARCH
              .matcher(READS_FEW_ROWS.matcher(sql).matches() ? "" : plan(connection, sql))
              .results()
              .forEach(search -> searches.put(sql + "\n" + search.group(1), search.group(2)));
        }
      }
    } finally {
      database.close();
    }
    assertThat(searches).hasSizeGreaterThan(40);
    assertThat(searches.entrySet())
        .allSatisfy(
            search ->
                assertThat(search.getValue())
                    .as(search.getKey())
                    .isNotNull()
                    .matches("(?s).*( = |>| IN\\().*"));
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("explain " + sql)) {
      int parameters = statement.getParameterMetaData().getParameterCount();
      for (int i = 1; i <= parameters; i++) {
        statement.setObject(i, 1);
      }
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
