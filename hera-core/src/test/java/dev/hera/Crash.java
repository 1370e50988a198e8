package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.launcher.LaunchRequest;
import java.util.function.Consumer;

/**
 * The death of a process in the middle of a call, as far as one process can play it: whatever the
 * call goes on to do, nothing of it reaches the {@linkplain MortalStore store} or a launcher.
 */
final class Crash extends Error {
  private static final long serialVersionUID = 1;
  private static final ThreadLocal<Boolean> DEAD = ThreadLocal.withInitial(() -> false);

  private Crash() {
    super("the process dies here", null, false, false);
  }

  /** The process dies in the call that this thread makes. */
  static Crash dying() {
    DEAD.set(true);
    return new Crash();
  }

  /** An action for the launcher during which the process dies. */
  static Consumer<LaunchRequest> now() {
    return request -> {
      throw dying();
    };
  }

  static void requireAlive() {
    if (DEAD.get()) {
      throw new Crash();
    }
  }

  /** Runs what ends in a crash. */
  static void during(Runnable call) {
    assertThat(ends(call)).as("the process dies").isTrue();
  }

  /** Makes a call, and tells whether the process died in it. */
  static boolean ends(Runnable call) {
    try {
      call.run();
      return DEAD.get();
    } catch (Crash e) {
      return true;
    } catch (RuntimeException e) {
      if (DEAD.get()) {
        return true;
      }
      throw e;
    } finally {
      DEAD.remove();
    }
  }
}
