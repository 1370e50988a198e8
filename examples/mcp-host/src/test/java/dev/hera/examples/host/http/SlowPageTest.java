package dev.hera.examples.host.http;

import dev.hera.Hera;
import dev.hera.examples.host.api.ApiServlet;
import dev.hera.examples.host.api.EventFeed;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.history.NamedEvent;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.memory.MemoryStore;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import jakarta.servlet.http.HttpServlet;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page that takes nothing of its events loses them, and not the others. */
@Timeout(120)
class SlowPageTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(300);

  /** Together more than the system keeps for a connection. */
  private static final int COMMITS = 100;

  private static final int EVENTS = 1_000;

  @TempDir Path directory;

  private static List<NamedEvent> commit(long number) {
    TreeMap<String, String> changes = new TreeMap<>();
    changes.put("text", "x".repeat(250));
    return LongStream.range(number * EVENTS, (number + 1) * EVENTS)
        .mapToObj(
            n -> new Event(n + 1, Instant.EPOCH, null, null, EventKind.MESSAGE_SENT, null, changes))
        .map(event -> new NamedEvent(event, null, null, null))
        .toList();
  }

  private static Socket page(int port) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    String request =
        "GET /api/events HTTP/1.1\r\nHost: localhost:"
            + port
            + "\r\nAuthorization: Bearer known\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static BufferedReader opened(Socket page) throws Exception {
    BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(page.getInputStream(), StandardCharsets.UTF_8), 1_000);
    awaitLine(lines, "retry: 1000");
    return lines;
  }

  private static void awaitLine(BufferedReader lines, String wanted) throws Exception {
    String line = lines.readLine();
    while (!line.contains(wanted)) {
      line = lines.readLine();
    }
  }

  private static Optional<Thread> writer() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("hera-events"))
        .findFirst();
  }

  @Test
  void a_page_that_reads_nothing_is_given_up_and_the_others_are_told() throws Exception {
    EventFeed feed = new EventFeed();
    try (Hera hera = Hera.builder(MemoryStore.create()).build();
        HttpFront front = HttpFront.open(0, LONG, LONG, SHORT)) {
      McpAsyncServer server = McpServer.async(front.transport()).serverInfo("t", "1").build();
      front.serve(
          HttpFront.VIEW_PATH + "/*", new ApiServlet(hera, WorkerRecords.of(directory), feed));
      front.start(new Tokens("known", token -> false), NoServer.modern(), new HttpServlet() {});
      try (Socket silent = page(front.port())) {
        opened(silent);
        Thread writer = writer().orElseThrow();
        for (int i = 0; i < COMMITS; i++) {
          feed.accept(commit(i));
        }
        writer.join();
        try (Socket other = page(front.port())) {
          BufferedReader lines = opened(other);
          feed.accept(commit(COMMITS));
          awaitLine(lines, "id: " + (COMMITS + 1) * EVENTS);
        }
      }
      server.close();
    }
  }
}
