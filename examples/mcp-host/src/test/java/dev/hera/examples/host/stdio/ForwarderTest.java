package dev.hera.examples.host.stdio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.examples.host.OpenWatches;
import dev.hera.examples.host.Repository;
import dev.hera.examples.host.ShopHost;
import dev.hera.examples.host.server.Host;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a client on standard input listens to ends when the client says so, and when it goes. */
@Timeout(120)
class ForwarderTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLAN = "hera://orchestrators/o/plan";

  /** A wait for last answers that no test outlasts. */
  private static final Duration FOR_EVER = Duration.ofDays(1);

  @TempDir Path directory;
  private final BlockingQueue<JsonNode> said = new LinkedBlockingQueue<>();
  private final PipedOutputStream input = new PipedOutputStream();
  private Host host;
  private Coordinator lead;
  private CompletableFuture<Void> running;

  @BeforeEach
  void start() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    host = ShopHost.start(directory, shop, Integer.MAX_VALUE);
    lead = host.hera().newcomer(Caller.directory(shop)).newOrchestrator("o", "lead");
    Forwarder forwarder =
        new Forwarder(
            URI.create(host.url()),
            host.token(),
            shop.toString(),
            new PrintStream(said()),
            FOR_EVER);
    PipedInputStream read = new PipedInputStream(input);
    running =
        CompletableFuture.runAsync(
            () -> {
              try {
                forwarder.run(read);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            work -> new Thread(work, "forwarder").start());
  }

  @AfterEach
  void stop() throws Exception {
    input.close();
    host.closeWithWorkers();
  }

  private OutputStream said() {
    return new OutputStream() {
      @Override
      public void write(int one) {
        throw new UnsupportedOperationException("a line is written in one piece");
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        said.add(JSON.readTree(Arrays.copyOfRange(bytes, from, from + length)));
      }
    };
  }

  private void say(Map<String, ?> message) throws IOException {
    input.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  private void ask(int id, String method, Map<String, Object> notifications) throws IOException {
    Map<String, Object> meta =
        Map.of(
            "io.modelcontextprotocol/protocolVersion",
            "2026-07-28",
            "io.modelcontextprotocol/clientCapabilities",
            Map.of());
    say(
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            id,
            "method",
            method,
            "params",
            Map.of("_meta", meta, "notifications", notifications)));
  }

  private String nextMethod() throws InterruptedException {
    return said.take().path("method").asString("");
  }

  /** Subscribes to the plan; returns when its client has been told of a change. */
  private void listen(int id) throws Exception {
    ask(id, "subscriptions/listen", Map.of("resourceSubscriptions", List.of(PLAN)));
    assertThat(nextMethod()).isEqualTo("notifications/subscriptions/acknowledged");
    change();
    assertThat(nextMethod()).isEqualTo("notifications/resources/updated");
    assertThat(OpenWatches.count()).isPositive();
  }

  private void change() {
    lead.plan(Plan.Node.worker("n" + System.nanoTime(), "p"));
  }

  @Test
  void a_cancelled_subscription_ends_at_the_host_and_is_told_of_no_more() throws Exception {
    listen(7);
    say(
        Map.of(
            "jsonrpc",
            "2.0",
            "method",
            "notifications/cancelled",
            "params",
            Map.of("requestId", 7, "reason", "enough")));
    OpenWatches.awaitNone();
    change();
    ask(8, "tools/list", Map.of());
    assertThat(said.take().path("id").asInt(0)).isEqualTo(8);
  }

  @Test
  void a_client_that_goes_is_not_waited_for_because_it_listens() throws Exception {
    listen(7);
    input.close();
    running.get();
    OpenWatches.awaitNone();
    assertThat(said).isEmpty();
  }
}
