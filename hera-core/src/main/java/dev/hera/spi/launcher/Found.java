package dev.hera.spi.launcher;

import java.util.OptionalInt;

/** A launcher's answer to whether a worker exists (G24). */
public sealed interface Found {

  /** The worker of this epoch, the latest that was started under the key, runs. */
  record Running(int epoch) implements Found {}

  /**
   * The worker of this epoch, the latest that was started under the key, ran and its session ended.
   */
  record Ended(int epoch, SessionEnd end) implements Found {

    /**
     * An end of which no more is known.
     *
     * @param exitCode empty when unknown
     */
    public Ended(int epoch, OptionalInt exitCode) {
      this(epoch, SessionEnd.of(exitCode));
    }

    /** The exit code; empty when unknown. */
    public OptionalInt exitCode() {
      return end.exitCode();
    }
  }

  /** No worker with the key ever ran, or nothing of it is left. */
  record NotThere() implements Found {}

  /** The launcher cannot tell. */
  record Unknown(String why) implements Found {}
}
