package dev.hera.examples.host.server;

import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.IOException;
import java.util.OptionalInt;

/** Chooses the port (H7). */
final class Ports {
  private Ports() {}

  /**
   * Takes the asked-for port. Without one, takes the last one again, so that running workers find
   * the host; when that is not free, any other one.
   *
   * @throws CannotRunException when the port is not to be had
   */
  static HttpFront take(OptionalInt asked, OptionalInt last) {
    boolean free = asked.isEmpty() || asked.getAsInt() == 0;
    if (!free || last.isEmpty()) {
      return take(asked.orElse(HostSettings.DEFAULT_PORT));
    }
    try {
      return HttpFront.open(last.getAsInt());
    } catch (IOException e) {
      return take(0);
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
