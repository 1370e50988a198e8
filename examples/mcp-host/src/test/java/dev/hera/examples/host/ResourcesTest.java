package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.examples.host.ReadingClient.Era;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import dev.hera.mcp.HeraTools;
import dev.hera.view.PlanFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What may be read without a tool, by whom, and who hears of its changes, in both eras. */
@Timeout(180)
class ResourcesTest {
  private static final String AGENT =
      "printf '%s %s\\n' \"$HERA_ROLE\" \"$HERA_TOKEN\" > \"$1\"; exec sleep 600";
  private static final String OWN = "hera://orchestrators/o/plan";
  private static final String OTHER = "hera://orchestrators/x/plan";

  @TempDir static Path directory;
  private static Host host;
  private static String shop;
  private static String other;
  private static String worker;
  private static String stranger;
  private static EraClient lead;

  /** One orchestrator with a worker and a node that waits for it, and another one with a worker. */
  @BeforeAll
  static void start() throws Exception {
    shop = Repository.create(directory.resolve("shop")).toString();
    other = Repository.create(directory.resolve("other")).toString();
    NamedPipe pipe = NamedPipe.make(directory.resolve("tokens"));
    Lines tokens = pipe.lines();
    Path agent = Files.writeString(directory.resolve("agent.sh"), AGENT);
    host =
        Host.start(
            new HostSettings(
                null,
                directory.resolve("state"),
                List.of(Project.of("shop", Path.of(shop)), Project.of("other", Path.of(other))),
                List.of(WorkerCommand.parse("/bin/sh '" + agent + "' '" + pipe + "'")),
                Map.of(),
                Integer.MAX_VALUE,
                OptionalInt.of(0),
                FanIn.LIST),
            orchestrator -> {});
    lead = EraClient.Kind.RAW_CLASSIC.open(host.url(), host.token());
    submit(shop, "o", "a", "b");
    submit(other, "x", "c", "d");
    worker = tokens.await(line -> line.startsWith("a ")).split(" ", 2)[1];
    stranger = tokens.await(line -> line.startsWith("c ")).split(" ", 2)[1];
  }

  @AfterAll
  static void stop() {
    assertThat(host.closeWithWorkers()).isEmpty();
  }

  private static void submit(String cwd, String name, String first, String second)
      throws Exception {
    fine(lead, "hera_new_orchestrator", cwd, "name", name, "coordinator_role_name", "lead");
    List<Map<String, String>> nodes =
        List.of(Map.of("name", first, "prompt", "begin"), Map.of("name", second, "prompt", "end"));
    fine(
        lead,
        "hera_plan",
        cwd,
        "nodes",
        nodes,
        "edges",
        List.of(Map.of("blocked", second, "blocker", first)));
  }

  private static JsonNode fine(EraClient client, String tool, String cwd, Object... namesAndValues)
      throws Exception {
    Map<String, Object> arguments = new HashMap<>();
    if (!cwd.isEmpty()) {
      arguments.put("cwd", cwd);
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    JsonNode result = client.call(tool, arguments);
    assertThat(result.path("isError").asBoolean(true)).as(result.toString()).isFalse();
    return result.path("structuredContent");
  }

  /** Changes one plan in any case. */
  private static void change(String cwd, String node) throws Exception {
    fine(lead, "hera_plan_node_update", cwd, "name", node, "prompt", "end " + System.nanoTime());
  }

  private static void send(String cwd, String to, String tldr) throws Exception {
    fine(lead, "hera_send", cwd, "to", to, "tldr", tldr, "body", "b", "status", "working");
  }

  private static String next(ReadingClient client) throws InterruptedException {
    return String.valueOf(client.heard().poll(60, TimeUnit.SECONDS));
  }

  private static String text(ReadingClient client, String uri) {
    return client.read(uri).path("text").asString();
  }

  private static JsonNode json(ReadingClient client, String uri) {
    return new JsonMapper().readTree(text(client, uri));
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void what_there_is_to_read_is_listed_with_its_media_type(Era era) {
    for (String token : List.of(host.token(), worker)) {
      try (ReadingClient client = era.open(host.url(), token)) {
        assertThat(client.listed())
            .isEqualTo(
                Map.of(
                    "hera://skill", "text/markdown",
                    "hera://inbox", "application/json",
                    "hera://orchestrators/{name}/plan", "application/json",
                    "hera://orchestrators/{name}/plan.mmd", "text/vnd.mermaid",
                    "hera://orchestrators/{name}/plan.txt", "text/plain",
                    "hera://inbox/{orchestrator}/{role}", "application/json"));
      }
    }
  }

  @Test
  void the_modern_lists_are_private_and_the_same_each_time() throws Exception {
    ModernClient modern = new ModernClient(host.url(), host.token());
    for (String method : List.of("resources/list", "resources/templates/list", "prompts/list")) {
      JsonNode list = modern.ask(method).result();
      assertThat(list.path("cacheScope").asString()).as(method).isEqualTo("private");
      assertThat(modern.ask(method).result()).isEqualTo(list);
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void the_operator_reads_every_plan_in_each_form_and_every_inbox_by_name(Era era)
      throws Exception {
    try (ReadingClient operator = era.open(host.url(), host.token())) {
      for (String name : List.of("o", "x")) {
        var plan = host.hera().plan(name);
        String uri = "hera://orchestrators/" + name + "/plan";
        assertThat(text(operator, uri))
            .isEqualTo(new JsonMapper().writeValueAsString(HeraTools.planJson(plan)));
        assertThat(text(operator, uri + ".mmd")).isEqualTo(PlanFormat.MERMAID.render(plan));
        assertThat(text(operator, uri + ".txt")).isEqualTo(PlanFormat.TEXT.render(plan));
      }
      assertThat(operator.read(OWN).path("mimeType").asString()).isEqualTo("application/json");
      assertThat(operator.read(OWN).path("uri").asString()).isEqualTo(OWN);
      send(shop, "a", "for the operator to see " + era);
      JsonNode inbox = json(operator, "hera://inbox/o/a").at("/inboxes/0");
      assertThat(inbox.path("role").asString()).isEqualTo("a");
      assertThat(inbox.path("messages").toString()).contains("for the operator to see " + era);
      assertThat(host.hera().overview().inbox("o", "a").messages()).isNotEmpty();
      assertThat(operator.refusal("hera://inbox")).contains("hera://inbox/{orchestrator}/{role}");
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void a_worker_reads_the_plans_of_its_own_orchestrators_and_its_own_inbox_alone(Era era)
      throws Exception {
    send(shop, "a", "only for a " + era);
    try (ReadingClient own = era.open(host.url(), worker);
        ReadingClient else_ = era.open(host.url(), stranger)) {
      assertThat(json(own, OWN).path("orchestrator").asString()).isEqualTo("o");
      assertThat(text(own, OWN + ".txt")).isEqualTo(text(own, OWN + ".txt")).contains("a");
      assertThat(own.refusal(OTHER)).contains("no role in an active orchestrator", "hera_join");
      assertThat(else_.refusal(OWN)).contains("no role in an active orchestrator");
      assertThat(else_.refusal(OWN + ".mmd")).contains("no role in an active orchestrator");
      for (int reading = 0; reading < 2; reading++) {
        assertThat(json(own, "hera://inbox").at("/inboxes/0/messages").toString())
            .contains("only for a " + era);
      }
      assertThat(text(else_, "hera://inbox")).doesNotContain("only for a");
      assertThat(own.refusal("hera://inbox/o/a")).contains("yours is hera://inbox");
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void what_there_is_not_is_refused_with_a_sentence(Era era) {
    try (ReadingClient client = era.open(host.url(), host.token())) {
      assertThat(client.refusal("hera://orchestrators/none/plan")).contains("none");
      assertThat(client.refusal("hera://inbox/o/none")).contains("none");
      assertThat(client.refusal("hera://orchestrators/o/plan.svg"))
          .containsIgnoringCase("resource");
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void the_skill_and_the_prompts_are_given_to_everybody(Era era) {
    try (ReadingClient client = era.open(host.url(), worker)) {
      assertThat(text(client, "hera://skill"))
          .startsWith("---\nname: hera\n")
          .contains("`done` is not merged", "rebase onto", "hera://inbox");
      assertThat(client.prompt("plan-work", Map.of("goal", "a shop {orchestrator}")))
          .contains("a shop {orchestrator}", "hera_plan", "(choose a short name)");
      assertThat(client.prompt("worker-check-in", Map.of())).contains("hera_send");
      assertThatThrownBy(() -> client.prompt("plan-work", Map.of())).hasMessageContaining("goal");
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void an_update_follows_a_change_of_a_plan_that_the_client_may_read(Era era) throws Exception {
    try (ReadingClient own = era.open(host.url(), worker);
        ReadingClient operator = era.open(host.url(), host.token())) {
      own.listen(OWN);
      operator.listen(OWN + ".txt", OTHER);
      change(other, "d");
      assertThat(next(operator)).isEqualTo(OTHER);
      assertThat(own.heard()).isEmpty();
      change(shop, "b");
      assertThat(next(own)).isEqualTo(OWN);
      assertThat(next(operator)).isEqualTo(OWN + ".txt");
      change(shop, "b");
      assertThat(next(own)).as("the second time").isEqualTo(OWN);
      assertThat(next(operator)).as("the second time").isEqualTo(OWN + ".txt");
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void nobody_hears_of_a_plan_that_is_not_theirs(Era era) throws Exception {
    try (ReadingClient client = era.open(host.url(), stranger)) {
      if (era == Era.CLASSIC) {
        client.listen(OTHER);
        assertThatThrownBy(() -> client.listen(OWN))
            .hasMessageContaining("no role in an active orchestrator");
        assertThatThrownBy(() -> client.listen("hera://nothing")).hasMessageContaining("nothing");
      } else {
        client.listen(OTHER, OWN, "hera://nothing");
        assertThat(((ReadingClient.Modern) client).promised()).containsExactly(OTHER);
      }
      change(shop, "b");
      change(other, "d");
      assertThat(next(client)).isEqualTo(OTHER);
    }
  }

  @Test
  void who_knows_a_session_is_told_of_what_its_own_token_may_read() throws Exception {
    WaitingClient owner = new WaitingClient(host.url(), host.token());
    WaitingClient guest = owner.as(stranger);
    assertThat(owner.subscribe(OWN)).contains("\"result\"");
    try (WaitingClient.Call told = owner.listen()) {
      told.readUntil(OWN);
      assertThat(guest.subscribe(OWN)).contains("no role in an active orchestrator");
      assertThat(guest.subscribe(OTHER)).contains("\"result\"");
      change(other, "d");
      change(shop, "b");
      assertThat(told.readUntil(OWN)).doesNotContain(OTHER);
    }
    owner.end().close();
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void a_message_is_the_doorbell_of_its_recipient_alone(Era era) throws Exception {
    try (ReadingClient own = era.open(host.url(), worker);
        ReadingClient neighbour = era.open(host.url(), stranger);
        ReadingClient operator = era.open(host.url(), host.token())) {
      own.listen("hera://inbox");
      neighbour.listen("hera://inbox");
      operator.listen("hera://inbox/x/c");
      send(shop, "a", "come");
      assertThat(next(own)).isEqualTo("hera://inbox");
      assertThat(neighbour.heard()).isEmpty();
      send(other, "c", "come");
      assertThat(next(neighbour)).isEqualTo("hera://inbox");
      assertThat(next(operator)).isEqualTo("hera://inbox/x/c");
      assertThat(own.heard()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void a_worker_that_comes_to_coordinate_is_told_of_its_tools_and_so_when_it_ceases_to(Era era)
      throws Exception {
    EraClient.Kind kind =
        era == Era.CLASSIC ? EraClient.Kind.RAW_CLASSIC : EraClient.Kind.RAW_MODERN;
    EraClient tools = kind.open(host.url(), worker);
    try (ReadingClient client = era.open(host.url(), worker);
        ReadingClient neighbour = era.open(host.url(), stranger)) {
      client.listen();
      neighbour.listen();
      assertThat(tools.tools()).doesNotContain("hera_plan");
      String child = "child-" + era;
      fine(tools, "hera_new_orchestrator", "", "name", child, "coordinator_role_name", "l");
      assertThat(next(client)).isEqualTo(ReadingClient.TOOLS);
      assertThat(tools.tools()).contains("hera_plan");
      assertThat(json(client, "hera://orchestrators/" + child + "/plan").path("nodes")).isEmpty();
      fine(tools, "hera_archive", "", "orchestrator", child);
      assertThat(next(client)).isEqualTo(ReadingClient.TOOLS);
      assertThat(tools.tools()).doesNotContain("hera_plan");
      assertThat(neighbour.heard()).isEmpty();
    }
  }

  @Test
  void who_unsubscribed_hears_nothing_more() throws Exception {
    try (ReadingClient.Classic client = new ReadingClient.Classic(host.url(), host.token())) {
      client.listen(OWN, OTHER);
      client.unsubscribe(OWN);
      change(shop, "b");
      change(other, "d");
      assertThat(next(client)).isEqualTo(OTHER);
    }
  }

  @ParameterizedTest
  @EnumSource(Era.class)
  void nothing_is_watched_for_a_client_that_went(Era era) throws Exception {
    try (ReadingClient client = era.open(host.url(), worker)) {
      client.listen(OWN, "hera://inbox");
      change(shop, "b");
      assertThat(next(client)).isEqualTo(OWN);
      assertThat(OpenWatches.count()).isPositive();
    }
    OpenWatches.awaitNone();
  }
}
