package dev.hera.examples.browser;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.examples.host.api.ApiServlet;
import dev.hera.examples.host.api.EventFeed;
import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.Tokens;
import dev.hera.examples.host.http.Viewers;
import dev.hera.examples.host.server.McpServers;
import dev.hera.examples.host.web.PageServlet;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.mcp.words.ToolWords;
import dev.hera.plan.Plan;
import dev.hera.store.sqlite.SqliteStore;
import io.modelcontextprotocol.server.McpAsyncServer;
import jakarta.servlet.http.HttpServlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** The host's page and endpoints over a Hera whose workers the test plays, over MCP. */
final class ServedPage implements AutoCloseable {
  /** How long a worker may be silent here before its coordinator is told. */
  static final Duration FIRST_CALL = Duration.ofMillis(500);

  private final String operator;
  private final Agents agents = new Agents();
  private final EventFeed feed = new EventFeed();
  private final HttpFront front;
  private final int port;
  private final Hera hera;
  private final Tokens tokens;
  private final ApiServlet api;
  private final McpAsyncServer classic;
  private final McpClient mcp;

  private ServedPage(Path database, int wanted, String operator, int places) throws Exception {
    this.operator = operator;
    this.front = HttpFront.open(wanted);
    this.port = front.port();
    this.hera =
        Hera.builder(SqliteStore.open(database))
            .launcher(agents)
            .listener(feed)
            .orientation(ToolWords::of)
            .maxLiveWorkers(places, places)
            .firstCallLimit(FIRST_CALL)
            .sweepInterval(Duration.ofSeconds(1))
            .build();
    this.tokens = new Tokens(operator, hera::isWorkerToken);
    this.api = new ApiServlet(hera, WorkerRecords.of(database.resolveSibling("none")), feed);
    this.classic = McpServers.classic(hera, front.transport());
    front.serve(HttpFront.VIEW_PATH + "/*", api);
    front.serve("/", new PageServlet(Viewers.cookieName(front.port()), tokens.viewers()::exchange));
    front.start(tokens, McpServers.modern(hera, McpServers.updates(hera)), new HttpServlet() {});
    hera.start();
    this.mcp = new McpClient(front.port(), operator);
  }

  static ServedPage start(Path database) throws Exception {
    return start(database, Integer.MAX_VALUE);
  }

  /** One with a plan of a single node, {@code a}, of the orchestrator {@code shop}. */
  static ServedPage withOneNode(Path database) throws Exception {
    ServedPage served = start(database);
    served.submit("shop", Plan.builder().node("a", "p").build());
    return served;
  }

  static ServedPage start(Path database, int places) throws Exception {
    return new ServedPage(database, 0, UUID.randomUUID().toString(), places);
  }

  /** Another one after this one was closed, on the same database and port. */
  ServedPage again(Path database) throws Exception {
    return new ServedPage(database, port, operator, Integer.MAX_VALUE);
  }

  Hera hera() {
    return hera;
  }

  int port() {
    return port;
  }

  String operator() {
    return operator;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  /** A link that is good once. */
  String link() {
    return url(PageServlet.OPEN + "?" + PageServlet.CODE + "=" + tokens.viewers().newCode());
  }

  Coordinator lead(String orchestrator) {
    return hera.newOrchestrator(orchestrator, "lead");
  }

  Coordinator submit(String orchestrator, Plan plan) {
    Coordinator lead = lead(orchestrator);
    lead.submit(plan);
    return lead;
  }

  /** A worker's call over MCP, once it was started. */
  void worker(String node, String tool, Map<String, ?> arguments) throws Exception {
    mcp.call(agents.awaitToken(node), tool, arguments);
  }

  /** A worker's report over MCP. */
  void reports(String node, String status) throws Exception {
    worker(node, "hera_send", Map.of("status", status, "tldr", status + " " + node, "body", "b"));
  }

  @Override
  public void close() {
    api.streams().close();
    front.drain(Duration.ofSeconds(1));
    hera.close();
    classic.close();
    front.close();
  }
}
