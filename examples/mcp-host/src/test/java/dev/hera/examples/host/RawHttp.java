package dev.hera.examples.host;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests written byte by byte, as no HTTP client would let a test write them. */
final class RawHttp {
  private static final int TIMEOUT_MILLIS = 20_000;

  private RawHttp() {}

  record Answer(int status, String headers, String body) {
    boolean hasHeader(String line) {
      return headers.lines().anyMatch(line::equalsIgnoreCase);
    }
  }

  /** Sends a request on a connection of its own and reads all until the host closes it. */
  static Answer send(int port, String requestLine, List<String> headers, byte[] body)
      throws IOException {
    return exchange(port, requestLine, headers, "Content-Length: " + body.length + "\r\n", body);
  }

  /** The same with a body that is written as it is, its length not stated. */
  static Answer sendChunked(int port, String requestLine, List<String> headers, byte[] body)
      throws IOException {
    return exchange(port, requestLine, headers, "", body);
  }

  private static Answer exchange(
      int port, String requestLine, List<String> headers, String length, byte[] body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      StringBuilder head = new StringBuilder(requestLine).append("\r\n");
      headers.forEach(header -> head.append(header).append("\r\n"));
      head.append("Connection: close\r\n").append(length).append("\r\n");
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      request.writeBytes(body);
      try {
        socket.getOutputStream().write(request.toByteArray());
      } catch (IOException e) {
        // A host that has seen enough closes the connection; its answer is there all the same.
      }
      return parse(readAll(socket.getInputStream()));
    }
  }

  private static String readAll(InputStream input) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      input.transferTo(all);
    } catch (IOException e) {
      // What came before a reset counts.
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalStateException("no answer: " + text);
    }
    return new Answer(
        Integer.parseInt(text.split(" ", 3)[1]), text.substring(0, end), text.substring(end + 4));
  }
}
