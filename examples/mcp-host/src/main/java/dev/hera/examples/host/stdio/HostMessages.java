package dev.hera.examples.host.stdio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.function.ToIntFunction;

/** The messages in an answer of a host, be it one or a stream of events. */
final class HostMessages {
  private HostMessages() {}

  /**
   * Hands on each message as it comes, until the host ends its answer.
   *
   * @param each takes the text of a message, and says how many there were in it
   * @return how many there were in all
   */
  static int read(HttpResponse<?> response, InputStream body, ToIntFunction<String> each)
      throws IOException {
    boolean stream =
        response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
    if (!stream) {
      return each.applyAsInt(new String(body.readAllBytes(), StandardCharsets.UTF_8));
    }
    int told = 0;
    BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data:")) {
        data.append(line.substring("data:".length()));
      } else if (line.isEmpty()) {
        told += each.applyAsInt(data.toString());
        data.setLength(0);
      }
    }
    return told + each.applyAsInt(data.toString());
  }
}
