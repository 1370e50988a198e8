package dev.hera.examples.host.client;

import dev.hera.examples.host.HeraProcess;
import java.nio.file.Path;
import java.util.List;

/**
 * From where a client acts.
 *
 * @param url of the host, over HTTP
 * @param token that it shows there
 * @param state the state directory of the host, over standard input and output
 * @param directory that it acts from there
 */
record Seat(String url, String token, Path state, Path directory) {

  /** The words that start a server for it on standard input and output. */
  List<String> stdio() {
    return HeraProcess.command("stdio", "--state", state.toString(), "--cwd", directory.toString());
  }
}
