package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.system.Reasons;
import dev.hera.spi.launcher.LaunchException;
import java.io.UncheckedIOException;

/** Says of a failed git call or file what it means for the launch. */
final class LaunchFailure {
  private LaunchFailure() {}

  /** Permanent when git says that it would fail again. */
  static LaunchException of(RuntimeException cause) {
    boolean permanent = cause instanceof GitFailedException git && git.isPermanent();
    return permanent
        ? LaunchException.permanent(sentence(cause), cause)
        : new LaunchException(sentence(cause), cause);
  }

  private static String sentence(RuntimeException cause) {
    return cause instanceof UncheckedIOException io
        ? "files of the launch could not be written: " + Reasons.of(io)
        : String.valueOf(cause.getMessage());
  }
}
