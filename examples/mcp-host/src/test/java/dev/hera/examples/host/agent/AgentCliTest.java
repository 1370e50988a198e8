package dev.hera.examples.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.HeraProcess;
import dev.hera.examples.host.Repository;
import dev.hera.examples.host.SharedSession;
import dev.hera.examples.host.agent.Turn.Reply;
import dev.hera.launcher.git.WorkerPreset;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
  private Path home;
  private Path shop;
  private FakeModel model;
  private Map<String, String> user;
  private HeraProcess host;
  private final Semaphore finishing = new Semaphore(0);
  private final Semaphore go = new Semaphore(0);
  private String url;
  private String token;

  @BeforeEach
  void open() throws Exception {
    AgentClis.require();
    directory = directory.toRealPath();
    home = Files.createDirectories(directory.resolve("home"));
    shop = Repository.create(directory.resolve("shop"));
    model = FakeModel.start(this::answer);
    user = AgentClis.user(home, model.url());
  }

  @AfterEach
  void close() throws Exception {
    if (host != null) {
      host.stop();
      host.close();
    }
    if (model != null) {
      model.close();
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
    Path readyFile = directory.resolve("ready.json");
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("serve", "--port", "0", "--stop-workers", "--state", home + "/.hera"));
    arguments.addAll(List.of("--project", "shop=" + shop, "--ready-file", readyFile.toString()));
    arguments.addAll(List.of(more));
    host = HeraProcess.start(directory, user, List.of(), arguments);
    host.awaitError("The operator's token is in ");
    JsonNode ready = HeraProcess.ready(readyFile);
    url = ready.path("url").stringValue();
    token = ready.path("token").stringValue();
  }

  private SharedSession opened() throws Exception {
    SharedSession lead = new SharedSession(url, token);
    Map<String, String> open =
        Map.of("cwd", shop.toString(), "name", "o", "coordinator_role_name", "lead");
    lead.call(token, "hera_new_orchestrator", open).fine();
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
            token,
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
      JsonNode plan = lead.call(token, "hera_plan_show", here).fine();
      JsonNode counts = plan.path("counts");
      boolean stuck = counts.has("failed") || counts.has("held");
      if (stuck || plan.path("complete").booleanValue() || System.nanoTime() > deadline) {
        return plan;
      }
      lead.call(token, "hera_inbox", Map.of("cwd", shop.toString(), "timeout_seconds", 10)).fine();
    }
  }

  private String git(Path where, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", where.toString()));
    command.addAll(List.of(arguments));
    return output(new ProcessBuilder(command));
  }

  private static String output(ProcessBuilder builder) throws Exception {
    Process process =
        builder.redirectErrorStream(true).redirectInput(new java.io.File("/dev/null")).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  private String logs() throws Exception {
    return output(
            new ProcessBuilder("/bin/sh", "-c", "tail -n 40 " + home + "/.hera/launches/*/*/log"))
        + "\n"
        + String.join("\n", model.heard());
  }

  @ParameterizedTest
  @EnumSource(WorkerPreset.class)
  void a_preset_runs_a_plan_of_two_nodes(WorkerPreset preset) throws Exception {
    go.release(2);
    serve("--worker", preset.word());

    JsonNode plan = ended(planned(preset));

    assertThat(plan.path("complete").booleanValue()).as("%s%n%s", plan, logs()).isTrue();
    assertThat(git(shop, "show", "hera/o/b:b.txt")).as(logs()).isEqualTo("a");
    assertThat(git(shop, "log", "--format=%s", "hera/o/b")).startsWith("b\na\n");
    assertThat(model.heard())
        .anyMatch(line -> line.contains(AgentClis.model(preset).replace("scripted/", "")));
    assertThat(git(shop, "status", "--porcelain")).isEmpty();
    for (String role : List.of("a", "b")) {
      Path worktree = home.resolve(".hera/worktrees/shop/o/" + role);
      assertThat(git(worktree, "status", "--porcelain", "--ignored")).isEmpty();
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
      lead.call(token, "hera_plan_node", node).fine();
    }
    assertThat(finishing.tryAcquire(2, LIMIT_SECONDS, TimeUnit.SECONDS)).as(logs()).isTrue();

    host.kill();
    serve("--worker", workers.get(0), "--worker", workers.get(1));
    go.release(2);
    JsonNode plan = ended(new SharedSession(url, token));

    assertThat(plan.path("complete").booleanValue()).as("%s%n%s", plan, logs()).isTrue();
    for (String worker : workers) {
      assertThat(git(shop, "show", "hera/o/" + worker + ":x.txt")).isEqualTo("x");
    }
  }

  @ParameterizedTest
  @EnumSource(WorkerPreset.class)
  void a_registering_line_of_the_readme_connects_and_leaves_the_repository_clean(
      WorkerPreset preset) throws Exception {
    serve();
    String register = readmeLine(preset).replace("http://127.0.0.1:7437", base());

    String added = shell(register);
    String listed = shell(preset.word() + " mcp list");

    assertThat(listed).as(added).contains("hera").contains(listed(preset));
    assertThat(git(shop, "status", "--porcelain", "--ignored")).isEmpty();
    assertThat(git(shop, "grep", "-r", token)).isEmpty();
  }

  private String base() {
    return "http://127.0.0.1:" + URI.create(url).getPort();
  }

  private static String readmeLine(WorkerPreset preset) throws Exception {
    return Files.readAllLines(Path.of("../../README.md")).stream()
        .filter(line -> line.startsWith(preset.word() + " mcp add "))
        .findFirst()
        .orElseThrow();
  }

  /** What a CLI says of a server that it has reached; Codex does not try. */
  private static String listed(WorkerPreset preset) {
    return switch (preset) {
      case CLAUDE, GEMINI -> "Connected";
      case CODEX -> "Bearer token";
      case OPENCODE -> "connected";
    };
  }

  /** What a line prints that the user types in the repository. */
  private String shell(String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", line).directory(shop.toFile());
    builder.environment().putAll(user);
    builder.environment().put("GEMINI_CLI_TRUST_WORKSPACE", "true");
    return output(builder);
  }
}
