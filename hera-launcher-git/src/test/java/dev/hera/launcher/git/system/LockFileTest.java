package dev.hera.launcher.git.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LockFileTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);

  @TempDir Path directory;

  /** Holds a lock until it is killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      LockFile.acquire(Path.of(arguments[0]), LONG);
      System.out.println("held");
      Thread.currentThread().join();
    }
  }

  @Test
  void one_thread_at_a_time_has_it() {
    Path file = directory.resolve("lock");
    LockFile held = LockFile.acquire(file, SHORT);

    assertThatThrownBy(() -> LockFile.acquire(file, SHORT))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lock");
    held.close();
    LockFile.acquire(file, SHORT).close();
  }

  @Test
  void one_process_at_a_time_has_it_and_it_ends_with_the_process() throws Exception {
    Path file = directory.resolve("lock");
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(holder.inputReader().readLine()).isEqualTo("held");

    assertThatThrownBy(() -> LockFile.acquire(file, SHORT))
        .isInstanceOf(IllegalStateException.class);
    holder.destroyForcibly().waitFor();
    LockFile.acquire(file, LONG).close();
  }
}
