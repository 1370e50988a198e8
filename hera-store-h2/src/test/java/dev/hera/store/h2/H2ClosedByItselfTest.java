package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pool that waits for a connection would wait for 30 s. */
@Timeout(25)
class H2ClosedByItselfTest {
  private static final String NEXT_STEP = "try again";

  @TempDir Path directory;

  @Test
  void a_store_whose_database_h2_closed_refuses_one_call_and_opens_it_again() throws Exception {
    Path path = directory.resolve("hera");
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isEqualTo(1);
      shutDown(path);
      assertRefuses(() -> takeId(store));
      assertThat(takeId(store)).isEqualTo(2);
      assertThat(read(store)).isZero();
      assertThatThrownBy(() -> H2Store.open(path))
          .as("it kept its lock")
          .hasMessageContaining("this process has it open");
    }
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isEqualTo(3);
    }
  }

  @Test
  void a_database_that_was_replaced_meanwhile_is_not_opened_again() throws Exception {
    Path path = directory.resolve("hera");
    try (H2Store store = H2Store.open(path)) {
      takeId(store);
      shutDown(path);
      assertRefuses(() -> takeId(store));
      Path file = directory.resolve("hera.mv.db");
      Files.move(file, directory.resolve("away"));
      Files.createFile(file);
      assertThatThrownBy(() -> takeId(store)).hasStackTraceContaining("replaced");
    }
  }

  @Test
  void a_database_in_memory_that_h2_closed_stays_closed() throws Exception {
    try (Database database = Database.inMemory()) {
      H2Store store = new H2Store(JooqStore.open(H2Engine.of(database)), database);
      takeId(store);
      try (Statement statement = database.held().createStatement()) {
        statement.execute("shutdown immediately");
      }
      for (int i = 0; i < 3; i++) {
        assertRefuses(() -> takeId(store));
      }
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

  private static void assertRefuses(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(NEXT_STEP);
  }

  private static void shutDown(Path path) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:h2:async:" + path, Database.USER, "");
        Statement statement = other.createStatement()) {
      statement.execute("shutdown immediately");
    }
  }

  /**
   * Has a process write whose files cannot grow beyond a size, and then may again.
   *
   * @return its last answer
   */
  private static long fillDisk(Path path) throws Exception {
    List<String> command =
        List.of(
            "sh",
            "-c",
            "ulimit -S -f 1024 && exec \"$@\"",
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Filling.class.getName(),
            path.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII);
        Writer input = process.outputWriter(StandardCharsets.US_ASCII)) {
      long answered = Long.parseLong(lines.readLine());
      input.write(makeRoom(process) ? "go on\n" : "end\n");
      input.flush();
      String later = lines.readLine();
      assertThat(process.waitFor()).isZero();
      return later == null ? answered : Long.parseLong(later);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Lifts the limit of the process; false where there is no program that can. */
  private static boolean makeRoom(Process process) throws InterruptedException {
    try {
      return new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited")
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static long takeId(HeraStore store) {
    return store.write(tx -> tx.takeIds(IdKind.ROLE, 1));
  }

  private static int read(HeraStore store) {
    return store.read(tx -> tx.orchestrators().listActive().size());
  }

  /** Writes until it is refused, says what it was answered last, and does so again with room. */
  static final class Filling {
    private Filling() {}

    public static void main(String[] arguments) throws IOException {
      try (H2Store store = H2Store.open(Path.of(arguments[0]));
          BufferedReader input =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
        long answered = fill(store);
        System.out.println(answered);
        if ("go on".equals(input.readLine())) {
          long next = untilThereIsRoom(store);
          assertThat(next).isGreaterThan(answered);
          System.out.println(next);
        }
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
      for (int i = 0; i < 100; i++) {
        assertThatThrownBy(() -> takeId(store)).isInstanceOf(StoreUnavailableException.class);
      }
      return answered;
    }

    private static long untilThereIsRoom(HeraStore store) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
      while (true) {
        try {
          return takeId(store);
        } catch (StoreUnavailableException e) {
          if (System.nanoTime() - end > 0) {
            throw e;
          }
          Thread.onSpinWait();
        }
      }
    }
  }
}
