package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.jooq.EveryQuery;
import dev.hera.store.jooq.ExecutedStatements;
import dev.hera.store.sqlite.SqliteStore.Durability;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQLite finds the rows that the store asks it for, in the words of its query plans. */
class QueryPlansTest {
  /** Tables so small that they may be read whole. */
  private static final Set<String> FEW_ROWS = Set.of("counters", "hosts", "orchestrators");

  @TempDir Path directory;

  /** The steps of the plan of each query that the store asked. */
  private final Map<String, List<String>> plans = new TreeMap<>();

  private SqliteEngine engine;

  @BeforeEach
  void askEverything() throws Exception {
    Path path = directory.resolve("hera.db");
    DatabaseFile.createEmpty(path);
    DatabaseFile file = new DatabaseFile(path);
    ExecutedStatements executed = new ExecutedStatements();
    engine = SqliteEngine.of(file, Durability.KILLED_PROCESS);
    SqliteEngine watched =
        new SqliteEngine(file, executed.of(engine.writer()), executed.of(engine.readers()));
    try (Connection connection = engine.readers().getConnection()) {
      for (String sql : EveryQuery.of(watched, executed)) {
        plans.put(sql, column(connection, "explain query plan " + sql, "detail"));
      }
    }
  }

  @Test
  void goes_through_no_table_but_those_with_few_rows() {
    assertThat(plans).hasSizeGreaterThan(40);
    assertThat(plans.values().stream().flatMap(List::stream))
        .filteredOn(step -> step.startsWith("SCAN"))
        .allMatch(
            step ->
                FEW_ROWS.stream()
                    .anyMatch(table -> (step + " ").startsWith("SCAN " + table + " ")));
  }

  @Test
  void finds_rows_by_each_index_that_has_some_of_them_only() throws SQLException {
    try (Connection connection = engine.readers().getConnection()) {
      List<String> partial =
          column(
              connection,
              "select name from sqlite_master where type = 'index'"
                  + " and sql like 'create index%where%'",
              "name");
      assertThat(partial)
          .containsExactlyInAnyOrder(
              "events_bucket",
              "events_orchestrator",
              "launches_due",
              "launches_queue",
              "roles_kind",
              "tasks_worktree");
      for (String index : partial) {
        assertThat(plans.values().stream().flatMap(List::stream))
            .as(index)
            .anyMatch(step -> step.startsWith("SEARCH") && step.contains(" INDEX " + index + " "));
      }
    }
  }

  @Test
  void sorts_nothing_for_what_is_asked_again_and_again_of_many_rows() {
    for (String end :
        List.of(
            "order by launches.queue limit ?",
            "order by launches.due limit 1",
            "where roles.orchestrator = ?) order by launches.role",
            "where roles.orchestrator = ?) order by gates.role",
            "where roles.orchestrator = ?) order by edges.blocked, edges.blocker",
            "order by events.id limit ?")) {
      assertThat(plans)
          .as(end)
          .anySatisfy((sql, steps) -> assertThat(sql).endsWith(end))
          .allSatisfy(
              (sql, steps) ->
                  assertThat(sql.endsWith(end) && steps.toString().contains("B-TREE")).isFalse());
    }
  }

  private static List<String> column(Connection connection, String query, String name)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        values.add(rows.getString(name));
      }
    }
    return values;
  }
}
