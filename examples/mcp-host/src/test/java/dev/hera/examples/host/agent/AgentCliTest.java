package dev.hera.examples.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.Repository;
import dev.hera.examples.host.SharedSession;
import dev.hera.examples.host.agent.Turn.Reply;
import dev.hera.launcher.git.WorkerPreset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The real agent CLIs, as a new machine user has them, with a scripted model on loopback. */
@Timeout(600)
class AgentCliTest {
  private static final int LIMIT_SECONDS = 240;

  @TempDir Path directory;
  private Path shop;
  private AgentHost host;
  private final Semaphore finishing = new Semaphore(0);
  private final Semaphore go = new Semaphore(0);

  @BeforeEach
  void open() throws Exception {
    directory = directory.toRealPath();
    host = AgentHost.open(directory, this::answer);
    shop = Repository.create(directory.resolve("shop"));
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  private Reply answer(Turn turn) {
    Reply reply = Script.worker().apply(turn);
    if (reply instanceof Reply.Calls call && "done".equals(call.arguments().get("status"))) {
      finishing.release();
      go.acquireUninterruptibly();
    }
    return reply;
  }

  private void serve(String... more) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--project", "shop=" + shop));
    arguments.addAll(List.of(more));
    host.serve(arguments);
  }

  private SharedSession opened() throws Exception {
    SharedSession lead = new SharedSession(host.url(), host.token());
    Map<String, String> open =
        Map.of("cwd", shop.toString(), "name", "o", "coordinator_role_name", "lead");
    lead.call(host.token(), "hera_new_orchestrator", open).fine();
    return lead;
  }

  /** A coordinator that submits two nodes, the second of which needs what the first committed. */
  private SharedSession planned(WorkerPreset preset) throws Exception {
    SharedSession lead = opened();
    String cwd = shop.toString();
    Map<String, String> a =
        Map.of(
            "name", "a",
            "prompt", "RUN: echo a > a.txt && git add -A && git commit -qm a\nThen report.",
            "model", AgentClis.model(preset));
    Map<String, String> b =
        Map.of(
            "name", "b",
            "prompt", "RUN: cat a.txt > b.txt && git add -A && git commit -qm b\nThen report.",
            "backend", preset.word());
    lead.call(
            host.token(),
            "hera_plan",
            Map.of(
                "cwd", cwd,
                "nodes", List.of(a, b),
                "edges", List.of(Map.of("blocked", "b", "blocker", "a"))))
        .fine();
    return lead;
  }

  /** Reads what comes until the plan is complete or a node came to nothing. */
  private JsonNode ended(SharedSession lead) throws Exception {
    Map<String, Object> here = Map.of("cwd", shop.toString());
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      JsonNode plan = lead.call(host.token(), "hera_plan_show", here).fine();
      JsonNode counts = plan.path("counts");
      boolean stuck = counts.has("failed") || counts.has("held");
      if (stuck || plan.path("complete").booleanValue() || System.nanoTime() > deadline) {
        return plan;
      }
      lead.call(host.token(), "hera_inbox", Map.of("cwd", shop.toString(), "timeout_seconds", 10))
          .fine();
    }
  }

  private String logs() throws Exception {
    return host.output("tail -n 40 " + host.state() + "/launches/*/*/log", directory)
        + "\n"
        + String.join("\n", host.heard());
  }

  @ParameterizedTest
  @EnumSource(WorkerPreset.class)
  void a_preset_runs_a_plan_of_two_nodes(WorkerPreset preset) throws Exception {
    go.release(2);
    serve("--worker", preset.word());

    JsonNode plan = ended(planned(preset));

    assertThat(plan.path("complete").booleanValue()).as("%s%n%s", plan, logs()).isTrue();
    assertThat(host.output("git show hera/o/b:b.txt", shop)).as(logs()).isEqualTo("a");
    assertThat(host.output("git log --format=%s hera/o/b", shop)).startsWith("b\na\n");
    assertThat(host.heard())
        .anyMatch(line -> line.contains(AgentClis.model(preset).replace("scripted/", "")));
    assertThat(host.output("git status --porcelain", shop)).isEmpty();
    for (String role : List.of("a", "b")) {
      Path worktree = host.state().resolve("worktrees/shop/o/" + role);
      assertThat(host.output("git status --porcelain --ignored", worktree)).isEmpty();
    }
  }

  @Test
  void a_worker_that_outlives_its_host_reports_to_the_next_one() throws Exception {
    List<String> workers = List.of(WorkerPreset.CODEX.word(), WorkerPreset.OPENCODE.word());
    serve("--worker", workers.get(0), "--worker", workers.get(1));
    SharedSession lead = opened();
    for (String worker : workers) {
      String prompt = "RUN: echo x > x.txt && git add -A && git commit -qm x\nThen report.";
      Map<String, String> node =
          Map.of("cwd", shop.toString(), "name", worker, "prompt", prompt, "backend", worker);
      lead.call(host.token(), "hera_plan_node", node).fine();
    }
    assertThat(finishing.tryAcquire(2, LIMIT_SECONDS, TimeUnit.SECONDS)).as(logs()).isTrue();

    host.kill();
    serve("--worker", workers.get(0), "--worker", workers.get(1));
    go.release(2);
    JsonNode plan = ended(new SharedSession(host.url(), host.token()));

    assertThat(plan.path("complete").booleanValue()).as("%s%n%s", plan, logs()).isTrue();
    for (String worker : workers) {
      assertThat(host.output("git show hera/o/" + worker + ":x.txt", shop)).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @EnumSource(WorkerPreset.class)
  void a_registering_line_of_the_readme_connects_and_leaves_the_repository_clean(
      WorkerPreset preset) throws Exception {
    serve();
    host.user().put("GEMINI_CLI_TRUST_WORKSPACE", "true");

    String added = host.output(host.readmeLine(preset.word() + " mcp add "), shop);
    String listed = host.output(preset.word() + " mcp list", shop);

    assertThat(listed).as(added).contains("hera").contains(listed(preset));
    assertThat(host.output("git status --porcelain --ignored", shop)).isEmpty();
    assertThat(host.output("git grep -r -e " + host.token(), shop)).isEmpty();
  }

  /** What a CLI says of a server that it has reached; Codex does not try. */
  private static String listed(WorkerPreset preset) {
    return switch (preset) {
      case CLAUDE, GEMINI -> "Connected";
      case CODEX -> "Bearer token";
      case OPENCODE -> "connected";
    };
  }
}
