package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.StoreUnavailableException;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pool that waits for a connection would wait for 30 s. */
@Timeout(25)
class H2ClosedByItselfTest {
  private static final String NEXT_STEP = "close the store and open it again";

  @TempDir Path directory;

  @Test
  void a_store_whose_database_h2_closed_refuses_at_once_until_it_is_opened_again()
      throws Exception {
    Path path = directory.resolve("hera");
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isEqualTo(1);
      shutDown(path);
      assertRefuses(store);
    }
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isEqualTo(2);
      assertThat(read(store)).isZero();
    }
  }

  /** The writer repeats the works of a group that failed, and some may have taken effect. */
  @Test
  void a_connection_after_that_opens_no_other_database() throws Exception {
    Path path = directory.resolve("hera");
    try (Database database = FileDatabase.open(path)) {
      shutDown(path);
      assertThatThrownBy(() -> database.connections("").getConnection())
          .isInstanceOf(SQLException.class);
      assertThat(database.isOpen()).isFalse();
    }
  }

  @Test
  void a_disk_that_is_full_for_a_moment_costs_nothing_that_was_answered() throws Exception {
    Path path = directory.resolve("hera");
    H2Store.open(path).close();
    long answered = fillDisk(path);
    assertThat(answered).isPositive();
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isGreaterThan(answered);
      assertThat(read(store)).isZero();
    }
  }

  private static void assertRefuses(HeraStore store) {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> takeId(store))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(NEXT_STEP);
      assertThatThrownBy(() -> read(store))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(NEXT_STEP);
    }
  }

  private static void shutDown(Path path) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:h2:async:" + path, Database.USER, "");
        Statement statement = other.createStatement()) {
      statement.execute("shutdown immediately");
    }
  }

  /** Has a process write whose files cannot grow beyond a size, and gives its last answer. */
  private static long fillDisk(Path path) throws Exception {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "ulimit -f 1024 && exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Filling.class.getName(),
            path.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
      long answered = Long.parseLong(lines.readLine());
      assertThat(process.waitFor()).isZero();
      return answered;
    } finally {
      process.destroyForcibly();
    }
  }

  private static long takeId(HeraStore store) {
    return store.write(tx -> tx.takeIds(IdKind.ROLE, 1));
  }

  private static int read(HeraStore store) {
    return store.read(tx -> tx.orchestrators().listActive().size());
  }

  /** Writes until it is refused, says what it was answered last, and ends in order. */
  static final class Filling {
    private Filling() {}

    public static void main(String[] arguments) throws IOException {
      try (H2Store store = H2Store.open(Path.of(arguments[0]))) {
        System.out.println(fill(store));
        assertRefuses(store);
      }
    }

    private static long fill(HeraStore store) {
      long answered = 0;
      try {
        while (read(store) == 0) {
          answered = takeId(store);
        }
      } catch (StoreUnavailableException e) {
        assertThat(e).hasMessageContaining(NEXT_STEP);
      }
      return answered;
    }
  }
}
