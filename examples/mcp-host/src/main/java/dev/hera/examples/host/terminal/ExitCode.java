package dev.hera.examples.host.terminal;

import java.util.Optional;
import java.util.stream.Stream;

/** How the host's process ends. */
public enum ExitCode {
  /** All is well. */
  FINE(0),
  /** The demo's plan did not complete. */
  INCOMPLETE(1),
  /** Wrong usage, or an environment in which this cannot run. */
  USAGE(2),
  /** The store cannot be opened. */
  STORE(3),
  /** A fault of the host's own. */
  FAULT(70);

  private final int value;

  ExitCode(int value) {
    this.value = value;
  }

  /** Why another process of Hera's ended by itself; empty when it was told to, or was killed. */
  public static Optional<ExitCode> ofFailure(int value) {
    return Stream.of(values()).filter(code -> code != FINE && code.value == value).findFirst();
  }

  public int value() {
    return value;
  }
}
