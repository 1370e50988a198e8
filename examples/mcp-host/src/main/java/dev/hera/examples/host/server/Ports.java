package dev.hera.examples.host.server;

import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Chooses the port (H7). */
final class Ports {
  private Ports() {}

  /**
   * Takes the asked-for port. Without one, takes the last one again, so that running workers find
   * the host; when that is not free, any other one. Without either, takes the default one.
   *
   * @param any whether another port will do where the default one is not free
   * @throws CannotRunException when the port is not to be had
   */
  static HttpFront take(OptionalInt asked, OptionalInt last, boolean any) {
    if (asked.orElse(0) != 0) {
      return take(asked.getAsInt());
    }
    if (asked.isEmpty() && last.isEmpty() && !any) {
      return take(HostSettings.DEFAULT_PORT);
    }
    return IntStream.concat(last.stream(), IntStream.of(HostSettings.DEFAULT_PORT).filter(p -> any))
        .mapToObj(Ports::takeIfFree)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> take(0));
  }

  private static Optional<HttpFront> takeIfFree(int port) {
    try {
      return Optional.of(HttpFront.open(port));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static HttpFront take(int port) {
    try {
      return HttpFront.open(port);
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE,
          "port " + port + " is taken; stop what listens there or name another with --port",
          e);
    }
  }
}
