package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.Hera;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows of a data source of the application's own. */
class AppSourceExampleTest {
  private static final Path SOURCE =
      Path.of("src/test/java/dev/hera/store/sqlite/AppSourceExampleTest.java");

  @TempDir Path directory;

  @Test
  void leaves_the_pool_open() {
    Path file = directory.resolve("app.db");
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:sqlite:" + file);
    Hera.builder(SqliteStore.open(pool)).build().close(); // the pool stays open
    assertThat(pool.isClosed()).isFalse();
    pool.close();
  }

  @Test
  void is_what_the_readme_shows() throws IOException {
    List<String> source =
        Files.readAllLines(SOURCE).stream()
            .map(String::strip)
            .dropWhile(line -> !line.startsWith("HikariDataSource pool ="))
            .limit(3)
            .toList();
    List<String> readme =
        Files.readAllLines(Path.of("..", "README.md")).stream()
            .dropWhile(line -> !line.equals(source.get(0)))
            .limit(source.size())
            .toList();
    assertThat(readme).isEqualTo(source);
  }
}
