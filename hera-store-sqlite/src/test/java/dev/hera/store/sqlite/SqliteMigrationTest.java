package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.jooq.MigrationContract;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.sqlite.SqliteStore.Durability;
import dev.hera.store.tck.scenario.GoldenStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
