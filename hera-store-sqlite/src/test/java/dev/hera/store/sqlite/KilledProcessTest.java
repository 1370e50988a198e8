package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class KilledProcessTest {
  private static final int ROUNDS = 5;
  private static final int ANSWERED_BEFORE_KILL = 100;

  @TempDir Path directory;

  @Proves("M26")
  @Test
  void a_process_killed_amid_writes_loses_no_answered_one() throws Exception {
    Path file = directory.resolve("hera.db");
    for (int round = 0; round < ROUNDS; round++) {
      long answered = killAmidWrites(file);
      try (SqliteStore store = SqliteStore.open(file)) {
        Optional<Orchestrator> last =
            store.read(t -> t.orchestrators().find(new OrchestratorId(answered)));
        assertThat(last)
            .as("the last answered write, %s, of round %s", answered, round)
            .isPresent();
        long count = store.read(t -> (long) t.orchestrators().listActive().size());
        assertThat(store.write(Sample::insertNext)).isEqualTo(count + 1);
      }
    }
  }

  /** Starts a process that writes, kills it, and gives the highest id that it had answered. */
  private static long killAmidWrites(Path file) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Writing.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader answers = process.inputReader(StandardCharsets.US_ASCII)) {
      long highest = 0;
      int count = 0;
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        highest = Math.max(highest, Long.parseLong(line));
        if (++count == ANSWERED_BEFORE_KILL) {
          process.toHandle().destroyForcibly();
        }
      }
      assertThat(count).isGreaterThanOrEqualTo(ANSWERED_BEFORE_KILL);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      return highest;
    }
  }

  /**
   * Writes from several threads until it is killed, and prints each id after its write returned.
   */
  static final class Writing {
    private Writing() {}

    public static void main(String[] arguments) {
      SqliteStore store = SqliteStore.open(Path.of(arguments[0]));
      for (int i = 0; i < 4; i++) {
        new Thread(
                () -> {
                  while (true) {
                    long id = store.write(Sample::insertNext);
                    System.out.println(id);
                  }
                })
            .start();
      }
    }
  }
}
