package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.MigrationContract;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.sqlite.SqliteStore.Durability;
import dev.hera.store.tck.scenario.GoldenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SqliteMigrationTest extends MigrationContract {
  private static final String FILE = "hera.db";

  /**
   * Makes the golden database of the version that this Hera writes. Run once before a release with
   * a new version, with the path of the file to make and of the text of its contents.
   */
  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    try (SqliteStore store = SqliteStore.open(file)) {
      GoldenStore.fill(store);
      Files.write(Path.of(arguments[1]), GoldenStore.read(store));
    }
  }

  @Test
  void a_step_need_not_be_repeatable_because_it_is_one_transaction() throws Exception {
    breakOffUnrepeatable();
  }

  @Test
  void stores_that_open_an_old_database_at_once_migrate_it_once() throws Exception {
    ExecutorService openers = Executors.newFixedThreadPool(4);
    try {
      Path file = directory.resolve(FILE);
      Callable<List<String>> opening =
          () -> {
            try (SqliteStore store = SqliteStore.open(file)) {
              return GoldenStore.read(store);
            }
          };
      Set<List<String>> seen = new HashSet<>();
      for (Future<List<String>> each : openers.invokeAll(Collections.nCopies(4, opening))) {
        seen.add(each.get());
      }
      assertThat(seen).hasSize(1);
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files.filter(each -> each.toString().contains("backup")))
            .containsExactly(directory.resolve(backUp()));
      }
      Path copy = directory.resolve(backUp());
      try (SqliteStore store = SqliteStore.open(copy)) {
        assertThat(GoldenStore.read(store)).isEqualTo(seen.iterator().next());
      }
    } finally {
      openers.shutdownNow();
    }
  }

  @Test
  void an_edge_of_an_old_database_is_stored_by_each_of_its_ends_and_nowhere_else()
      throws Exception {
    try (Place database = open(directory, source -> source)) {
      JooqStore.open(database.engine()).close();
      try (Connection connection = database.engine().readers().getConnection()) {
        assertThat(texts(connection, "select name from pragma_index_list('edges')"))
            .containsExactlyInAnyOrder("edges_blocker", "sqlite_autoindex_edges_1");
        assertThat(texts(connection, "select sql from sqlite_master where name = 'edges'"))
            .as("the table is its own index")
            .allMatch(sql -> sql.endsWith("without rowid"));
      }
    }
  }

  @Test
  void what_an_old_database_has_no_value_for_is_in_no_index() throws Exception {
    try (Place database = open(directory, source -> source)) {
      JooqStore.open(database.engine()).close();
      try (Connection connection = database.engine().readers().getConnection()) {
        String partial = "select name from pragma_index_list('%s') where partial = 1";
        assertThat(texts(connection, partial.formatted("tasks"))).containsExactly("tasks_worktree");
        assertThat(texts(connection, partial.formatted("bindings")))
            .containsExactlyInAnyOrder("bindings_live_worktree", "bindings_coordinating");
        assertThat(texts(connection, partial.formatted("launches")))
            .containsExactlyInAnyOrder("launches_due", "launches_queue");
        assertThat(texts(connection, partial.formatted("events")))
            .containsExactlyInAnyOrder("events_orchestrator", "events_bucket");
      }
    }
  }

  @Test
  void a_launch_is_in_no_index_on_its_orchestrator_and_a_token_in_none_beside_its_table()
      throws Exception {
    try (Place database = open(directory, source -> source)) {
      JooqStore.open(database.engine()).close();
      try (Connection connection = database.engine().readers().getConnection()) {
        assertThat(
                texts(connection, "select name from sqlite_master where name like 'launches_o%'"))
            .isEmpty();
        assertThat(texts(connection, "select sql from sqlite_master where name = 'tokens'"))
            .hasSize(1)
            .allMatch(sql -> sql.endsWith("without rowid"));
      }
    }
  }

  @Test
  void lists_the_edges_gates_and_launches_of_an_orchestrator_by_way_of_its_roles_in_order()
      throws Exception {
    try (Place database = open(directory, source -> source)) {
      JooqStore.open(database.engine()).close();
      try (Connection connection = database.engine().readers().getConnection()) {
        String roles = " in (select id from roles where orchestrator = 1) order by ";
        for (String query :
            List.of(
                "edges where blocked" + roles + "blocked, blocker",
                "gates where role" + roles + "role",
                "launches where role" + roles + "role")) {
          assertThat(texts(connection, "explain query plan select * from " + query))
              .as(query)
              .noneMatch(step -> step.startsWith("SCAN") || step.contains("B-TREE"));
        }
      }
    }
  }

  /** The last column of each row. */
  private static List<String> texts(Connection connection, String query) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        texts.add(rows.getString(rows.getMetaData().getColumnCount()));
      }
    }
    return texts;
  }

  @Override
  protected Place open(Path place, UnaryOperator<DataSource> writing) {
    DatabaseFile file = new DatabaseFile(place.resolve(FILE));
    SqliteEngine engine = SqliteEngine.of(file, Durability.KILLED_PROCESS);
    SqlDatabase watched = new SqliteEngine(file, writing.apply(engine.writer()), engine.readers());
    return new Place() {
      @Override
      public SqlDatabase engine() {
        return watched;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  protected String goldenDatabase(int version) {
    return "/golden-" + version + ".db";
  }

  @Override
  protected String file() {
    return FILE;
  }

  @Override
  protected String backUp() {
    return "hera.db-schema-1.backup";
  }

  @Override
  protected void restore(Path copy, Path place) throws IOException {
    Files.copy(copy, place.resolve(FILE));
  }
}
