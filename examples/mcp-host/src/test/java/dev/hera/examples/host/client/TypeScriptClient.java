package dev.hera.examples.host.client;

import static dev.hera.examples.host.EraClient.JSON;

import dev.hera.examples.host.EraClient;
import dev.hera.examples.host.Updates;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/** A client of the TypeScript SDK, in a process of its own that is told what to ask. */
final class TypeScriptClient {
  private final Process process;
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

  private TypeScriptClient(String mode, String token, List<String> server)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(mode));
    arguments.addAll(server);
    ProcessBuilder program = NodeTools.program(NodeTools.script("client.mjs"), arguments);
    program.environment().put("MCP_TOKEN", token);
    process = program.redirectError(Redirect.INHERIT).start();
  }

  /** A client over HTTP, which has to agree with the host on a revision. */
  static EraClient http(String mode, String revision, Seat seat) throws Exception {
    return new TypeScriptClient(mode, seat.token(), List.of(seat.url())).connected(revision);
  }

  /** A client that starts its server. */
  static EraClient stdio(String mode, String revision, Seat seat) throws Exception {
    return new TypeScriptClient(mode, "", seat.stdio()).connected(revision);
  }

  private EraClient connected(String revision) throws Exception {
    CompletableFuture<JsonNode> connected = answer(0);
    Thread reader = new Thread(this::read, "typescript-client");
    reader.setDaemon(true);
    reader.start();
    String agreed = connected.get().path("revision").asString("none");
    if (!agreed.equals(revision)) {
      throw new IllegalStateException("agreed on revision " + agreed);
    }
    return EraClient.of(
        (tool, arguments) -> ask(Map.of("tool", tool, "arguments", arguments)),
        () -> ask(Map.of()),
        process.getOutputStream(),
        new Updates(uri -> ask(Map.of("subscribe", uri)), told));
  }

  private CompletableFuture<JsonNode> answer(int id) {
    return asked.computeIfAbsent(id, one -> new CompletableFuture<>());
  }

  private JsonNode ask(Map<String, Object> question) throws Exception {
    Map<String, Object> numbered = new HashMap<>(question);
    int id = ids.incrementAndGet();
    numbered.put("id", id);
    CompletableFuture<JsonNode> answer = answer(id);
    write(JSON.writeValueAsString(numbered) + "\n");
    return answer.get();
  }

  private synchronized void write(String line) throws IOException {
    process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode message = JSON.readTree(line);
        CompletableFuture<JsonNode> answer = answer(message.path("id").intValue(-1));
        if (message.has("updated")) {
          told.add(message.path("updated").stringValue());
        } else if (message.has("result")) {
          answer.complete(message.path("result"));
        } else {
          answer.completeExceptionally(new IOException(line));
        }
      }
    } catch (IOException e) {
      asked.values().forEach(answer -> answer.completeExceptionally(e));
    }
    asked.values().forEach(answer -> answer.completeExceptionally(new IOException("it ended")));
  }
}
