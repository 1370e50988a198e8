package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A whole plan in either era of the protocol, with clients of several makers. */
@Timeout(120)
class BothErasTest {
  private static final String AGENT =
      "printf '%s %s\\n' \"$HERA_ROLE\" \"$HERA_TOKEN\" > \"$1\"; exec sleep 600";

  @TempDir Path directory;

  private Host start(Path shop, NamedPipe pipe) throws Exception {
    Path agent = Files.writeString(directory.resolve("agent.sh"), AGENT);
    return Host.start(
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

  private static JsonNode call(EraClient client, String tool, Object... namesAndValues)
      throws Exception {
    Map<String, Object> arguments = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return client.call(tool, arguments);
  }

  private static JsonNode fine(EraClient client, String tool, Object... namesAndValues)
      throws Exception {
    JsonNode result = call(client, tool, namesAndValues);
    assertThat(result.path("isError").asBoolean(true)).as(result.toString()).isFalse();
    return result.path("structuredContent");
  }

  private static CompletableFuture<JsonNode> waiting(EraClient client, Object... cwd) {
    List<Object> arguments = new ArrayList<>(List.of(cwd));
    arguments.addAll(List.of("timeout_seconds", 50));
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return fine(client, "hera_inbox", arguments.toArray());
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static String subject(CompletableFuture<JsonNode> inbox) throws Exception {
    return inbox.get().path("messages").path(0).path("tldr").asString();
  }

  @ParameterizedTest
  @EnumSource(EraClient.Kind.class)
  void a_plan_is_submitted_worked_on_changed_and_waited_for(EraClient.Kind kind) throws Exception {
    String shop = Repository.create(directory.resolve("shop")).toString();
    NamedPipe pipe = NamedPipe.make(directory.resolve("tokens"));
    Lines tokens = pipe.lines();
    try (Host host = start(Path.of(shop), pipe)) {
      EraClient lead = kind.open(host.url(), host.token());
      fine(
          lead, "hera_new_orchestrator", "cwd", shop, "name", "o", "coordinator_role_name", "lead");
      List<Map<String, Object>> nodes =
          List.of(Map.of("name", "a", "prompt", "begin"), Map.of("name", "b", "prompt", "end"));
      List<Map<String, String>> edges = List.of(Map.of("blocked", "b", "blocker", "a"));
      fine(lead, "hera_plan", "cwd", shop, "nodes", nodes, "edges", edges);

      EraClient a = kind.open(host.url(), token(tokens, "a"));
      assertThat(a.tools()).contains("hera_send").doesNotContain("hera_plan");
      assertThat(lead.tools()).containsAll(HeraTools.COORDINATOR_ONLY);
      EraClient bare = kind.bare().open(host.url(), token(tokens, "a"));
      JsonNode refused = call(bare, "hera_plan", "nodes", nodes);
      assertThat(refused.path("isError").asBoolean()).isTrue();
      assertThat(refused.at("/structuredContent/error/code").asString()).isEqualTo("forbidden");

      CompletableFuture<JsonNode> told = waiting(lead, "cwd", shop);
      fine(lead, "hera_plan_node_update", "cwd", shop, "name", "b", "prompt", "another end");
      fine(a, "hera_send", "status", "done", "tldr", "a is there", "body", "see the branch");
      assertThat(subject(told)).isEqualTo("a is there");

      EraClient b = kind.open(host.url(), token(tokens, "b"));
      fine(b, "hera_status", "status", "working");
      CompletableFuture<JsonNode> change = waiting(b);
      fine(
          lead,
          "hera_send",
          "cwd",
          shop,
          "to",
          "b",
          "tldr",
          "use v2",
          "body",
          "not v1",
          "status",
          "working");
      assertThat(subject(change)).isEqualTo("use v2");
      fine(b, "hera_status", "status", "done", "idempotency_key", "k");
      fine(b, "hera_status", "status", "done", "idempotency_key", "k");
      assertThat(fine(lead, "hera_plan_show", "cwd", shop).toString())
          .contains("\"in_review\"")
          .doesNotContain("\"planned\"");
      assertThat(host.closeWithWorkers()).isEmpty();
    }
  }

  private static String token(Lines tokens, String role) throws InterruptedException {
    return tokens.await(line -> line.startsWith(role + " ")).split(" ", 2)[1];
  }
}
