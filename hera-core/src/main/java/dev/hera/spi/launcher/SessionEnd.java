package dev.hera.spi.launcher;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher knows of how a session ended; Hera tells it to the coordinator.
 *
 * @param exitCode empty when unknown
 * @param signal the number of the signal that ended it, empty when none is known
 * @param stopped whether somebody had the launcher stop it
 * @param ran how long the session ran, or null when unknown
 * @param log where its output is, as a person would look for it, or null
 * @param lastLine the last line of its output that says something, or null
 */
public record SessionEnd(
    OptionalInt exitCode,
    OptionalInt signal,
    boolean stopped,
    @Nullable Duration ran,
    @Nullable String log,
    @Nullable String lastLine) {

  /** An end of which nothing but the exit code is known, or not even that. */
  public static SessionEnd of(OptionalInt exitCode) {
    return new SessionEnd(exitCode, OptionalInt.empty(), false, null, null, null);
  }
}
