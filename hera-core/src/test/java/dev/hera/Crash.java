package dev.hera;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.launcher.LaunchRequest;
import java.util.function.Consumer;

/** The death of a process in the middle of a call, as far as one process can play it. */
final class Crash extends Error {
  private Crash() {
    super("the process dies here");
  }

  /** An action for the launcher during which the process dies. */
  static Consumer<LaunchRequest> now() {
    return request -> {
      throw new Crash();
    };
  }

  /** Runs what ends in a crash. */
  static void during(Runnable work) {
    assertThatThrownBy(work::run).isInstanceOf(Crash.class);
  }
}
