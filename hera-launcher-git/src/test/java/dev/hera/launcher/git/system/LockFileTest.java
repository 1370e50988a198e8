package dev.hera.launcher.git.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launcher.git.Fixture;
import dev.hera.launcher.git.GitLauncher;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
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

  @Test
  void a_start_makes_no_worktree_while_another_has_the_repository() throws Exception {
    try (Fixture fixture = new Fixture(directory)) {
      GitLauncher launcher = fixture.launcher("/bin/true");
      LaunchRequest request = Fixture.request(1, "a");
      Path lock = fixture.repository.directory().resolve(".git/hera.lock");
      LockFile held = LockFile.acquire(lock, SHORT);
      FutureTask<Placement> start = new FutureTask<>(() -> Fixture.start(launcher, request));
      Thread thread = new Thread(start);
      thread.start();

      while (!start.isDone() && !waitsForLock(thread)) {
        Thread.onSpinWait();
      }

      assertThat(start.isDone()).isFalse();
      assertThat(fixture.branches()).containsExactly("main");
      held.close();
      assertThat(Path.of(start.get(60, TimeUnit.SECONDS).worktree())).isDirectory();
      fixture.nextEnd();
    }
  }

  private static boolean waitsForLock(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(LockFile.class.getName()));
  }
}
