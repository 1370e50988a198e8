package dev.hera.examples.host.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.hera.examples.host.agent.Turn.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * A model on loopback that speaks the protocols of four providers and decides nothing: a function
 * says what it answers to each turn.
 */
final class FakeModel implements AutoCloseable {
  private static final Map<String, Protocol> PROTOCOLS =
      Map.of(
          "/messages", new AnthropicMessages(),
          "/responses", new OpenAiResponses(),
          "/chat/completions", new OpenAiChat(),
          "enerateContent", new GeminiContent());

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Function<Turn, Reply> answers;
  private final AtomicInteger ids = new AtomicInteger();
  private final Queue<String> heard = new ConcurrentLinkedQueue<>();

  private FakeModel(HttpServer server, Function<Turn, Reply> answers) {
    this.server = server;
    this.answers = answers;
  }

  static FakeModel start(Function<Turn, Reply> answers) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeModel model = new FakeModel(server, answers);
    server.setExecutor(model.threads);
    server.createContext("/", model::answer);
    server.start();
    return model;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What was asked and answered, for the message of a test that fails. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      Protocol protocol = protocol(path);
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (protocol == null) {
        heard.add(exchange.getRequestMethod() + " " + path);
        send(exchange, "application/json", "{\"data\": [], \"models\": [], \"input_tokens\": 1}");
        return;
      }
      JsonNode request = Protocol.JSON.readTree(body);
      Turn turn = protocol.turn(request);
      Reply reply = answers.apply(turn);
      String last = turn.results().isEmpty() ? "" : turn.results().get(turn.results().size() - 1);
      heard.add(path + " " + request.path("model").stringValue("") + ": " + last + " -> " + reply);
      send(exchange, protocol, isStreamed(path, request), reply);
    }
  }

  private static Protocol protocol(String path) {
    return PROTOCOLS.entrySet().stream()
        .filter(entry -> path.endsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static boolean isStreamed(String path, JsonNode request) {
    return request.path("stream").booleanValue(false) || path.endsWith(":streamGenerateContent");
  }

  private void send(HttpExchange exchange, Protocol protocol, boolean streamed, Reply reply)
      throws IOException {
    String id = Integer.toString(ids.incrementAndGet());
    if (streamed) {
      send(exchange, "text/event-stream", String.join("", protocol.stream(reply, id)));
    } else {
      send(
          exchange,
          "application/json",
          Protocol.JSON.writeValueAsString(protocol.whole(reply, id)));
    }
  }

  private static void send(HttpExchange exchange, String type, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
