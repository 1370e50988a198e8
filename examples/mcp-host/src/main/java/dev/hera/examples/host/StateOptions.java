package dev.hera.examples.host;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which state directory a command is about. */
final class StateOptions {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "where the host keeps its token, worktrees and logs; by default ~/.hera")
  private @Nullable Path state;

  /** The directory, which may be missing. */
  Path directory() {
    return state == null ? home().resolve(".hera") : state;
  }

  /** The directory; refuses one that is missing. */
  Path existing() {
    try {
      return directory().toRealPath();
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE,
          "there is no state directory " + directory() + "; name a host's with --state",
          e);
    }
  }

  private static Path home() {
    return Path.of(
        Optional.ofNullable(System.getenv("HOME"))
            .filter(home -> !home.isBlank())
            .orElseGet(() -> System.getProperty("user.home")));
  }
}
