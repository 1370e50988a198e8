package dev.hera.examples.host.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of webhooks on loopback, which checks signatures as its author would write it. */
public final class HookServer implements AutoCloseable {
  public static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwAAECAwQFBgc=";

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private volatile int usual = 204;

  /** One request that came. */
  public record Request(String path, Map<String, String> headers, String body) {
    public String id() {
      return headers.get("webhook-id");
    }

    public String type() {
      return json().path("type").stringValue();
    }

    public String node() {
      return json().path("data").path("node").stringValue("");
    }

    public JsonNode json() {
      return JSON.readTree(body);
    }

    /** Whether it is signed with this secret. */
    public boolean isSignedWith(String secret) throws Exception {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed = id() + "." + headers.get("webhook-timestamp") + ".";
      mac.update((signed + body).getBytes(StandardCharsets.UTF_8));
      String wanted = "v1," + Base64.getEncoder().encodeToString(mac.doFinal());
      return wanted.equals(headers.get("webhook-signature"));
    }
  }

  public HookServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String body = new String(bytes, StandardCharsets.UTF_8);
    Integer next = answers.poll();
    int status = next == null ? usual : next;
    if (status == 307) {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
    }
    if (status > 0) {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    }
    requests.add(new Request(exchange.getRequestURI().getPath(), headers, body));
  }

  /** Has the next requests answered so, one each; with 0 a request is never answered. */
  public void answers(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  /** Has all further requests answered so. */
  public void always(int status) {
    usual = status;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
  }

  /** The next request that came or comes. */
  public Request next() throws InterruptedException {
    Request next = requests.poll(90, TimeUnit.SECONDS);
    if (next == null) {
      throw new IllegalStateException("no request came");
    }
    return next;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
