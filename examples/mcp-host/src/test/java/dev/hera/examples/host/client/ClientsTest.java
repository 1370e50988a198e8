package dev.hera.examples.host.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.EraClient;
import dev.hera.examples.host.Lines;
import dev.hera.examples.host.NamedPipe;
import dev.hera.examples.host.Repository;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import dev.hera.mcp.HeraTools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A whole plan with clients of several makers, in either era of the protocol. */
@Timeout(180)
class ClientsTest {
  private static final String AGENT =
      "printf '%s %s %s\\n' \"$HERA_ROLE\" \"$HERA_TOKEN\" \"$PWD\" > \"$1\"; exec sleep 600";

  private static final String PLAN = "hera://orchestrators/o/plan";

  /** The longest wait that Hera takes; only a message ends it before the client gives up. */
  private static final int LONGER_THAN_PATIENCE = 120;

  @TempDir Path directory;
  private Path shop;
  private Lines started;
  private Host host;
  private final List<EraClient> opened = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    NamedPipe pipe = NamedPipe.make(directory.resolve("started"));
    started = pipe.lines();
    Path agent = Files.writeString(directory.resolve("agent.sh"), AGENT);
    host =
        Host.start(
            new HostSettings(
                null,
                directory.resolve("state"),
                List.of(Project.of("shop", shop)),
                List.of(WorkerCommand.parse("/bin/sh '" + agent + "' '" + pipe + "'")),
                Map.of(),
                Integer.MAX_VALUE,
                OptionalInt.of(0),
                FanIn.LIST),
            orchestrator -> {});
  }

  @AfterEach
  void stop() throws Exception {
    for (EraClient client : opened) {
      client.close();
    }
    assertThat(host.closeWithWorkers()).isEmpty();
  }

  private EraClient open(ClientKind kind, String token, Path from) throws Exception {
    EraClient client = kind.open(new Seat(host.url(), token, directory.resolve("state"), from));
    opened.add(client);
    return client;
  }

  /** A worker, once its process runs. */
  private EraClient worker(ClientKind kind, String role) throws Exception {
    String[] line = started.await(one -> one.startsWith(role + " ")).split(" ", 3);
    return open(kind, line[1], Path.of(line[2]));
  }

  private static JsonNode fine(EraClient client, String tool, Object... namesAndValues)
      throws Exception {
    Map<String, Object> arguments = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    JsonNode result = client.call(tool, arguments);
    assertThat(result.path("isError").asBoolean(true)).as(result.toString()).isFalse();
    return result.path("structuredContent");
  }

  private static CompletableFuture<String> nextSubject(EraClient client, Object... cwd) {
    List<Object> arguments = new ArrayList<>(List.of(cwd));
    arguments.addAll(List.of("timeout_seconds", LONGER_THAN_PATIENCE));
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            JsonNode inbox = fine(client, "hera_inbox", arguments.toArray());
            return inbox.at("/messages/0/tldr").asString();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void a_plan_is_submitted_worked_on_changed_and_waited_for(ClientKind kind) throws Exception {
    String here = shop.toString();
    EraClient lead = open(kind, host.token(), shop);
    fine(lead, "hera_new_orchestrator", "cwd", here, "name", "o", "coordinator_role_name", "lead");
    List<Map<String, Object>> nodes =
        List.of(Map.of("name", "a", "prompt", "begin"), Map.of("name", "b", "prompt", "end"));
    List<Map<String, String>> edges = List.of(Map.of("blocked", "b", "blocker", "a"));
    fine(lead, "hera_plan", "cwd", here, "nodes", nodes, "edges", edges);
    assertThat(lead.tools()).containsAll(HeraTools.COORDINATOR_ONLY);

    EraClient a = worker(kind, "a");
    if (!kind.isStdio()) {
      assertThat(a.tools()).contains("hera_send").doesNotContain("hera_plan");
    }
    if (kind.isTold()) {
      lead.updates().subscribing().to(PLAN);
    }
    CompletableFuture<String> told = nextSubject(lead, "cwd", here);
    fine(lead, "hera_plan_node_update", "cwd", here, "name", "b", "prompt", "another end");
    fine(a, "hera_send", "status", "done", "tldr", "a is there", "body", "see the branch");
    assertThat(told.get()).isEqualTo("a is there");
    if (kind.isTold()) {
      awaitUpdate(lead, here);
    }

    EraClient b = worker(kind, "b");
    fine(b, "hera_status", "status", "working");
    JsonNode itself = fine(b, "hera_explain", "name", "b");
    assertThat(itself.path("prompt").asString()).isEqualTo("another end");
    CompletableFuture<String> change = nextSubject(b);
    fine(lead, "hera_send", "cwd", here, "to", "b", "tldr", "use v2", "body", "not v1");
    assertThat(change.get()).isEqualTo("use v2");
    fine(b, "hera_status", "status", "done", "idempotency_key", "k");
    fine(b, "hera_status", "status", "done", "idempotency_key", "k");
    assertThat(inReview(lead, here)).isEqualTo(2);
  }

  private static int inReview(EraClient lead, String here) throws Exception {
    return fine(lead, "hera_plan_show", "cwd", here).at("/counts/in_review").asInt(0);
  }

  /** The plan is looked at again each time that the client is told of a change, and never else. */
  private static void awaitUpdate(EraClient lead, String here) throws Exception {
    do {
      String told = lead.updates().told().poll(60, TimeUnit.SECONDS);
      assertThat(told).isEqualTo(PLAN);
    } while (inReview(lead, here) == 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"RAW_CLASSIC", "RAW_MODERN"})
  void a_worker_that_calls_what_it_is_not_listed_is_refused(ClientKind kind) throws Exception {
    EraClient lead = open(kind, host.token(), shop);
    fine(
        lead,
        "hera_new_orchestrator",
        "cwd",
        shop.toString(),
        "name",
        "o",
        "coordinator_role_name",
        "lead");
    List<Map<String, Object>> nodes = List.of(Map.of("name", "a", "prompt", "begin"));
    fine(lead, "hera_plan", "cwd", shop.toString(), "nodes", nodes);
    JsonNode refused = worker(kind, "a").call("hera_plan", Map.of("nodes", nodes));
    assertThat(refused.path("isError").asBoolean()).isTrue();
    assertThat(refused.at("/structuredContent/error/code").asString()).isEqualTo("forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "auto", "modern"})
  void the_inspector_finds_nothing_in_the_schemas_of_the_tools(String era) throws Exception {
    InspectorClient inspector =
        InspectorClient.http(
            era, new Seat(host.url(), host.token(), directory.resolve("state"), shop));
    InspectorClient.Outcome checked = inspector.run("--method", "tools/list", "--strict");
    assertThat(checked.errors()).isEmpty();
    assertThat(checked.exitCode()).isZero();
    assertThat(checked.result().path("tools"))
        .hasSizeGreaterThan(HeraTools.COORDINATOR_ONLY.size());
  }
}
