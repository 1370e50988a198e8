package dev.hera.examples.host.stdio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Forwards the lines of one MCP client to a host over HTTP, and the host's messages back, a line
 * each. The client acts as the operator in one directory. A line that is no JSON, and a request
 * that the host cannot be asked, are answered with an error; neither ends the session.
 */
public final class Forwarder {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(5);
  private static final int PARSE_ERROR = -32700;
  private static final int HOST_FAILED = -32000;

  private final HostRequests requests;
  private final PrintStream out;
  private final Duration lastAnswers;
  private final OpenRequests open = new OpenRequests();
  private final ExecutorService asking = Executors.newCachedThreadPool(Forwarder::daemon);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private volatile @Nullable String session;
  private volatile @Nullable String revision;
  private volatile @Nullable Listening listening;

  /**
   * @param url where the host's MCP is
   * @param token the operator's
   * @param cwd the directory that the client acts from
   * @param out takes the protocol and nothing else
   */
  public Forwarder(URI url, String token, String cwd, PrintStream out) {
    this(url, token, cwd, out, LAST_ANSWERS);
  }

  Forwarder(URI url, String token, String cwd, PrintStream out, Duration lastAnswers) {
    this.requests = new HostRequests(url, token, cwd);
    this.out = out;
    this.lastAnswers = lastAnswers;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "hera-stdio");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Forwards until the client closes its side. Requests that still run are then answered, unless
   * that takes longer than a client that is gone would wait; subscriptions end.
   */
  public void run(InputStream in) throws IOException {
    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (!line.isBlank()) {
        forward(line);
      }
    }
    open.closeSubscriptions();
    asking.shutdown();
    try {
      asking.awaitTermination(lastAnswers.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    end();
  }

  private void forward(String line) {
    Optional<ClientMessage> read = ClientMessage.read(line);
    if (read.isEmpty()) {
      refuse(null, PARSE_ERROR, "the line is no JSON object");
    } else if (!open.closedBy(read.get())) {
      forward(read.get());
    }
  }

  private void forward(ClientMessage message) {
    CompletableFuture<HttpResponse<InputStream>> answer =
        http.sendAsync(requests.post(message, session, revision), BodyHandlers.ofInputStream());
    open.add(message, answer);
    if (message.isInitialize() || message.id() == null) {
      take(answer, message);
    } else {
      asking.execute(() -> take(answer, message));
    }
  }

  private void take(CompletableFuture<HttpResponse<InputStream>> answer, ClientMessage message) {
    try {
      String missing = tell(answer.get(), message);
      if (open.end(message, answer) && missing != null) {
        refuse(message.id(), HOST_FAILED, missing);
      }
    } catch (ExecutionException | IOException e) {
      if (open.end(message, answer)) {
        refuse(message.id(), HOST_FAILED, "the host at " + requests.url() + " does not answer");
      }
    } catch (CancellationException e) {
      // The client waits for no answer any more.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives the client the answer to a message; says what is wrong with one that says nothing. */
  private @Nullable String tell(HttpResponse<InputStream> answer, ClientMessage message)
      throws IOException {
    try (InputStream body = answer.body()) {
      if (message.isInitialize()) {
        session = answer.headers().firstValue("Mcp-Session-Id").orElse(null);
      }
      int told = HostMessages.read(answer, body, text -> tell(text, message));
      if (message.isInitialize()) {
        listen(session);
      }
      return told == 0 ? "the host answered with " + answer.statusCode() : null;
    }
  }

  /** Hands on what the host says by itself, for as long as the session lives. */
  private void listen(@Nullable String opened) {
    Listening before = listening;
    if (before != null) {
      before.close();
    }
    listening = opened == null ? null : begin(opened);
  }

  private Listening begin(String opened) {
    Listening begun = new Listening(http, requests, opened, revision, text -> tell(text, null));
    daemon(begun).start();
    return begun;
  }

  /** Gives the client a message of the host, and says whether it was one: 1 or 0. */
  private int tell(String text, @Nullable ClientMessage asked) {
    if (text.isBlank()) {
      return 0;
    }
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode message) || !message.has("jsonrpc")) {
        return 0;
      }
      if (asked != null && message.has("error") && !message.hasNonNull("id")) {
        message.set("id", asked.id());
      }
      if (asked != null && asked.isInitialize()) {
        revision = message.path("result").path("protocolVersion").asString(revision);
      }
      Listening now = listening;
      if (asked != null && now != null && message.has("result")) {
        now.granted(asked);
      }
      write(JSON.writeValueAsString(message));
      return 1;
    } catch (JacksonException e) {
      return 0;
    }
  }

  private void end() {
    String ended = session;
    listen(null);
    if (ended == null) {
      return;
    }
    try {
      http.send(requests.end(ended), BodyHandlers.discarding());
    } catch (IOException e) {
      // The host stopped, and the session with it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void refuse(@Nullable JsonNode id, int code, String message) {
    Map<String, Object> refusal = new LinkedHashMap<>();
    refusal.put("jsonrpc", "2.0");
    refusal.put("id", id);
    refusal.put("error", Map.of("code", code, "message", message));
    write(JSON.writeValueAsString(refusal));
  }

  private synchronized void write(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(bytes, 0, bytes.length);
    out.flush();
  }
}
