package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.Tokens;
import dev.hera.examples.host.operator.OperatorServlet;
import dev.hera.examples.host.operator.RefusedException;
import dev.hera.examples.host.operator.RemoteOperations;
import dev.hera.examples.host.operator.StoreOperations;
import dev.hera.examples.host.server.McpServers;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.mcp.HeraUpdates;
import dev.hera.memory.MemoryStore;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.spi.HeraStore;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.view.ViewState;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.modern.McpSchema.ElicitResult;
import io.modelcontextprotocol.modern.client.McpClient;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.modern.client.transport.McpHttpRequestCustomizer;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * A launch that nobody can tell of is decided by a person: whom the coordinator's client asks, or
 * at the command line; never by the agent.
 */
@Timeout(120)
class PersonTest {
  private static final String OPERATOR = "operator";
  private static final String KEY = "io.modelcontextprotocol/";
  private static final int INVALID_PARAMS = -32602;
  private static final Map<String, Object> FORM = Map.of("elicitation", Map.of("form", Map.of()));

  @TempDir Path directory;
  private final Launcher launcher = new Launcher();
  private final List<String> asked = new ArrayList<>();
  private String cwd;
  private Hera hera;
  private HttpFront front;
  private McpAsyncServer classic;
  private HeraUpdates updates;
  private McpServer modern;

  /** Starts nobody; of a role {@code a} nobody can tell. */
  private static final class Launcher implements WorkerLauncher {
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<LaunchKey, Found> running = new ConcurrentHashMap<>();

    @Override
    public List<String> projects() {
      return List.of();
    }

    @Override
    public Placement place(LaunchRequest request) {
      return new Placement(null, "hera/" + request.role());
    }

    @Override
    public void start(LaunchRequest request, Placement placement, String token) {
      tokens.put(request.role(), token);
      if (request.role().equals("a")) {
        running.put(request.key(), new Found.Unknown("no connection"));
        throw new IllegalStateException("timed out");
      }
      running.put(request.key(), new Found.Running(request.epoch()));
    }

    @Override
    public Found find(LaunchKey key) {
      return running.getOrDefault(key, new Found.NotThere());
    }
  }

  @BeforeEach
  void start() throws Exception {
    cwd = directory.toRealPath().toString();
    hera = held(MemoryStore.create());
    front = HttpFront.open(0);
    classic = McpServers.classic(hera, front.transport());
    updates = McpServers.updates(hera);
    modern = McpServers.modern(hera, updates);
    front.start(
        new Tokens(OPERATOR, hera::isWorkerToken),
        updates.over(modern),
        new OperatorServlet(
            new StoreOperations(hera, WorkerRecords.of(directory), null), () -> "no page"));
  }

  /** With a node {@code a} of which nobody can tell, and a worker {@code w}. */
  private Hera held(HeraStore store) {
    Hera built = Hera.builder(store).launcher(launcher).build();
    Caller caller = built.tasks().register(new NewTask("lead", null, cwd, null));
    Coordinator lead = built.newcomer(caller).newOrchestrator("o", "lead");
    lead.submit(Plan.builder().node("a", "p").node("w", "p").build());
    built.tick();
    assertThat(state(built)).isEqualTo(ViewState.HELD);
    return built;
  }

  @AfterEach
  void stop() {
    modern.closeGracefully();
    classic.close();
    updates.close();
    front.close();
    hera.close();
  }

  private static ViewState state(Hera hera) {
    return hera.plan("o").nodes().stream()
        .filter(node -> node.name().equals("a"))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private String url() {
    return "http://127.0.0.1:" + front.port() + HttpFront.MCP_PATH;
  }

  private Map<String, Object> arguments() {
    return Map.of("cwd", cwd, "role_name", "a");
  }

  /** The result of {@code hera_revive} for a client of 2026-07-28 whose person says something. */
  private JsonNode modern(ElicitResult person) {
    var client =
        McpClient.sync(
                HttpClientMcpTransport.builder(url())
                    .requestCustomizer(
                        McpHttpRequestCustomizer.fromSync(
                            (request, headers, context) ->
                                headers.set("Authorization", "Bearer " + OPERATOR)))
                    .build())
            .roundTimeout(EraClient.PATIENCE)
            .callTimeout(EraClient.PATIENCE)
            .formElicitation(
                form -> {
                  asked.add(form.message() + form.requestedSchema());
                  return person;
                })
            .build();
    return EraClient.JSON.valueToTree(client.tool("hera_revive").arguments(arguments()).call());
  }

  /** The same for a client of the revisions with sessions. */
  private JsonNode classic(McpSchema.ElicitResult person) {
    var client =
        io.modelcontextprotocol.client.McpClient.sync(
                HttpClientStreamableHttpTransport.builder(url().replace(HttpFront.MCP_PATH, ""))
                    .endpoint(HttpFront.MCP_PATH)
                    .addHttpRequestCustomizer(
                        (request, method, target, body, context) ->
                            request.header("Authorization", "Bearer " + OPERATOR))
                    .build())
            .initializationTimeout(EraClient.PATIENCE)
            .requestTimeout(EraClient.PATIENCE)
            .elicitation(
                form -> {
                  asked.add(form.message() + form.requestedSchema());
                  return person;
                })
            .build();
    client.initialize();
    try {
      return EraClient.JSON.valueToTree(
          client.callTool(
              McpSchema.CallToolRequest.builder("hera_revive").arguments(arguments()).build()));
    } finally {
      client.closeGracefully();
    }
  }

  private static String outcome(JsonNode result) {
    return result.path("structuredContent").path("outcome").stringValue(result.toString());
  }

  @ParameterizedTest
  @CsvSource({"adopt, adopted, PENDING", "retry, retried, READY", "give_up, given_up, CANCELLED"})
  void a_person_behind_a_modern_client_is_asked_and_decides(
      String decision, String outcome, ViewState after) {
    JsonNode result = modern(ElicitResult.accept(Map.of("decision", decision)));

    assertThat(outcome(result)).isEqualTo(outcome);
    assertThat(state(hera)).isEqualTo(after);
    assertThat(asked).singleElement().asString().contains("\"a\"", "no connection", decision);
  }

  @ParameterizedTest
  @CsvSource({"adopt, adopted, PENDING", "retry, retried, READY", "give_up, given_up, CANCELLED"})
  void a_person_behind_a_classic_client_is_asked_and_decides(
      String decision, String outcome, ViewState after) {
    JsonNode result =
        classic(
            McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.ACCEPT)
                .content(Map.of("decision", decision))
                .build());

    assertThat(outcome(result)).isEqualTo(outcome);
    assertThat(state(hera)).isEqualTo(after);
    assertThat(asked).singleElement().asString().contains("\"a\"", "no connection", decision);
  }

  @Test
  void a_person_that_does_not_decide_is_asked_once_and_changes_nothing() {
    assertThat(outcome(modern(ElicitResult.decline()))).isEqualTo("launch_unknown");
    assertThat(outcome(modern(ElicitResult.cancel()))).isEqualTo("launch_unknown");
    assertThat(
            outcome(
                classic(
                    McpSchema.ElicitResult.builder(McpSchema.ElicitResult.Action.CANCEL).build())))
        .isEqualTo("launch_unknown");

    assertThat(asked).hasSize(3);
    assertThat(state(hera)).isEqualTo(ViewState.HELD);
  }

  private JsonNode raw(Map<String, ?> capabilities, Map<String, ?> more) throws Exception {
    return raw(OPERATOR, arguments(), capabilities, more).result();
  }

  private ModernClient.Answer raw(
      String token, Map<String, ?> arguments, Map<String, ?> capabilities, Map<String, ?> more)
      throws Exception {
    Map<String, Object> params = new LinkedHashMap<>(more);
    params.put("name", "hera_revive");
    params.put("arguments", arguments);
    params.put(
        "_meta",
        Map.of(
            KEY + "protocolVersion",
            ModernClient.VERSION,
            KEY + "clientCapabilities",
            capabilities,
            KEY + "clientInfo",
            Map.of("name", "test", "version", "1")));
    return new ModernClient(url(), token)
        .ask("tools/call", params, Map.of("Mcp-Name", "hera_revive"));
  }

  private static Map<String, Object> answer(String state, String decision) {
    return Map.of(
        "requestState",
        state,
        "inputResponses",
        Map.of("person", Map.of("action", "accept", "content", Map.of("decision", decision))));
  }

  @Test
  void the_question_is_a_result_that_requires_input_also_for_a_client_that_waits_for_tasks()
      throws Exception {
    Map<String, Object> able =
        Map.of(
            "elicitation", Map.of("form", Map.of()), "extensions", Map.of(KEY + "tasks", Map.of()));

    JsonNode question = raw(able, Map.of());

    assertThat(question.path("resultType").stringValue("")).isEqualTo("input_required");
    JsonNode form = question.path("inputRequests").path("person");
    assertThat(form.path("method").stringValue("")).isEqualTo("elicitation/create");
    assertThat(form.path("params").path("requestedSchema").toString())
        .contains("adopt", "retry", "give_up");
    String state = question.path("requestState").stringValue();
    JsonNode again = raw(able, Map.of("requestState", state, "inputResponses", Map.of()));
    assertThat(again.path("inputRequests")).isEqualTo(question.path("inputRequests"));
    assertThat(outcome(raw(able, answer(state, "give_up")))).isEqualTo("given_up");
    assertThat(state(hera)).isEqualTo(ViewState.CANCELLED);
  }

  @Test
  void an_answer_that_is_not_of_the_question_decides_nothing() throws Exception {
    String state = raw(FORM, Map.of()).path("requestState").stringValue();

    assertThat(raw(OPERATOR, arguments(), FORM, answer("1 a", "give_up")).error())
        .isEqualTo(INVALID_PARAMS);
    assertThat(raw(FORM, answer(state, "no")).toString()).contains("invalid_argument");
    Map<String, Object> other = Map.of("cwd", cwd, "role_name", "w");
    assertThat(raw(OPERATOR, other, FORM, answer(state, "give_up")).result().toString())
        .contains("invalid_argument");
    hera.unknownLaunches().retry("o", "a");
    hera.tick();
    assertThat(state(hera)).isEqualTo(ViewState.HELD);
    JsonNode late = raw(FORM, answer(state, "give_up"));
    assertThat(late.path("isError").booleanValue(false)).isTrue();
    assertThat(late.toString()).contains("invalid_argument", "hera_explain");
    assertThat(state(hera)).isEqualTo(ViewState.HELD);
  }

  @Test
  void whose_client_cannot_ask_is_told_what_a_person_can_do() throws Exception {
    JsonNode result = raw(Map.of(), Map.of());

    assertThat(outcome(result)).isEqualTo("launch_unknown");
    assertThat(result.path("content").toString()).contains("./hera decide");
    assertThat(outcome(raw(Map.of("elicitation", Map.of("url", Map.of())), Map.of())))
        .isEqualTo("launch_unknown");
    assertThat(state(hera)).isEqualTo(ViewState.HELD);
  }

  @Test
  void a_worker_asks_nobody_and_decides_nothing() throws Exception {
    String worker = launcher.tokens.get("w");
    String state = raw(FORM, Map.of()).path("requestState").stringValue();
    Map<String, Object> role = Map.of("role_name", "a");

    for (Map<String, Object> more : List.of(Map.<String, Object>of(), answer(state, "give_up"))) {
      JsonNode result = raw(worker, role, FORM, more).result();
      assertThat(result.path("resultType").stringValue("")).isEqualTo("complete");
      assertThat(result.path("structuredContent").path("error").path("code").stringValue(""))
          .isEqualTo("forbidden");
    }
    assertThat(state(hera)).isEqualTo(ViewState.HELD);
  }

  @Test
  void the_operator_decides_through_the_host() {
    RemoteOperations operations = new RemoteOperations(URI.create(url()), OPERATOR);
    operations.decide("o", "a", LaunchDecision.GIVE_UP);
    assertThat(state(hera)).isEqualTo(ViewState.CANCELLED);

    RemoteOperations worker = new RemoteOperations(URI.create(url()), launcher.tokens.get("w"));
    for (RemoteOperations one : List.of(operations, worker)) {
      assertThrows(RefusedException.class, () -> one.decide("o", "w", LaunchDecision.RETRY));
    }
  }

  @Test
  void the_operator_decides_at_the_command_line() throws Exception {
    Path state = directory.resolve("state");
    StateFolder.open(state).close();
    StoreAddress address = StoreAddress.within(state.toRealPath());
    held(address.open()).close();

    assertThat(run(state, "adopt-it")).startsWith("2 ").contains("adopt, retry or give-up");
    assertThat(run(state, "adopt")).startsWith("0 ").contains("o/a: adopted");
    assertThat(run(state, "retry")).startsWith("2 ").contains("not held for an unknown launch");
  }

  private static String run(Path state, String decision) {
    StringWriter out = new StringWriter();
    int code =
        HeraCommand.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute("decide", "o", "a", decision, "--state", state.toString());
    return code + " " + out;
  }
}
