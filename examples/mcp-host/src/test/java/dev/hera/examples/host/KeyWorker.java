package dev.hera.examples.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A worker that does one thing which cannot be undone, as early as a worker can: it adds its launch
 * key to a file. Then it reports, until a host answers. Plain sockets, since it has to start fast.
 */
final class KeyWorker {
  private static final int AGAIN_MILLIS = 20;
  private static final long PATIENCE_SECONDS = 60;
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"w\",\"version\":\"1\"}}}";
  private static final String SEND =
      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"hera_send\","
          + "\"arguments\":{\"status\":\"#\",\"tldr\":\"#\",\"body\":\"#\",\"idempotency_key\":\"#\"}}}";

  private static final List<String> LIGHT =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m", "-Xshare:auto");

  private final URI url = URI.create(System.getenv("HERA_MCP_URL"));
  private final String token = System.getenv("HERA_TOKEN");
  private final String key = System.getenv("HERA_LAUNCH_KEY");

  private KeyWorker() {}

  /**
   * The command of such workers for {@code --worker}. Its classes are all that it needs on its
   * class path.
   */
  static String command(Path keys) throws URISyntaxException {
    Path classes =
        Path.of(KeyWorker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return Stream.of(
            List.of(java),
            LIGHT,
            List.of("-cp", classes.toString(), KeyWorker.class.getName()),
            List.of(keys.toString()))
        .flatMap(List::stream)
        .map(word -> "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  /** The file of the keys; a role whose name begins with f fails. */
  public static void main(String[] arguments) throws Exception {
    String role = System.getenv("HERA_ROLE");
    KeyWorker worker = new KeyWorker();
    String line = role + " " + worker.key + " " + ProcessHandle.current().pid() + "\n";
    Files.write(
        Path.of(arguments[0]),
        line.getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    worker.report("working");
    worker.report(role.startsWith("f") ? "failed" : "done");
  }

  private void report(String status) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!isAnswered(status)) {
      if (System.nanoTime() - deadline > 0) {
        System.exit(3);
      }
      TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
    }
  }

  private boolean isAnswered(String status) {
    try {
      String opened = post(INITIALIZE, "");
      String session =
          opened
              .lines()
              .filter(line -> line.regionMatches(true, 0, "mcp-session-id:", 0, 15))
              .findFirst()
              .orElseThrow(() -> new IOException("no session"));
      String answer = post(SEND.replace("#", status), session + "\r\n");
      if (answer.contains("store_unavailable")) {
        return false;
      }
      if (answer.contains("\"isError\":true")) {
        System.out.println(answer);
        System.exit(4);
      }
      return answer.contains("\"isError\":false");
    } catch (IOException e) {
      return false;
    }
  }

  private String post(String body, String more) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      String request =
          "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:"
              + url.getPort()
              + "\r\nAuthorization: Bearer "
              + token
              + "\r\nContent-Type: application/json\r\n"
              + "Accept: application/json, text/event-stream\r\nConnection: close\r\n"
              + more
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
