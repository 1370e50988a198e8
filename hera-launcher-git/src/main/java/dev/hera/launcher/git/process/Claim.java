package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.RunFiles;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The claim that a run's shell, just started, makes by its pid file before it runs the agent. */
final class Claim {
  /** How long a shell has for it. */
  static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Duration POLL = Duration.ofMillis(2);

  /** How long a killed process has for its end. */
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  private final Process shell;
  private final RunFiles run;

  Claim(Process shell, RunFiles run) {
    this.shell = shell;
    this.run = run;
  }

  /**
   * Waits until it is decided that the agent runs, or decides that it never will.
   *
   * @throws UncheckedIOException when that cannot be written down; the shell is then ended
   */
  boolean isMade() {
    try {
      return await();
    } catch (UncheckedIOException e) {
      endShell();
      throw e;
    }
  }

  private boolean await() {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!run.isDecided()) {
        boolean ended = shell.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (ended || System.nanoTime() - deadline > 0) {
          return !revokes();
        }
      }
      return true;
    } catch (InterruptedException e) {
      // An interrupted thread cannot write files.
      boolean revoked = revokes();
      Thread.currentThread().interrupt();
      return !revoked;
    }
  }

  /** Sees to it that the agent never runs, unless it does; says which. */
  private boolean revokes() {
    if (run.revoke()) {
      return true;
    }
    if (!run.isDecided()) {
      endShell();
    }
    if (run.isDecided()) {
      return false;
    }
    run.revokeTorn();
    return true;
  }

  private void endShell() {
    shell.destroyForcibly();
    shell.onExit().completeOnTimeout(shell, END_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
  }
}
