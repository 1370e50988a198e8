package dev.hera.examples.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.HeraProcess;
import dev.hera.examples.host.Repository;
import dev.hera.examples.host.agent.Turn.Reply;
import dev.hera.launcher.git.WorkerPreset;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The real agent CLIs as coordinators, by the README's lines alone: all four at once on one host,
 * each in a project of its own, led by a scripted model that makes mistakes and goes on by what the
 * answers say.
 */
@Timeout(300)
class CoordinatorCliTest {
  private static final int LIMIT_SECONDS = 200;
  private static final String PROMPT =
      "open a Hera orchestrator here, plan the work with hera_plan and see it through";

  @TempDir Path directory;
  private Path home;
  private final Map<WorkerPreset, Process> leads = new HashMap<>();
  private FakeModel model;
  private Map<String, String> user;
  private HeraProcess host;
  private String url;
  private String token;

  @BeforeEach
  void open() throws Exception {
    AgentClis.require();
    directory = directory.toRealPath();
    home = Files.createDirectories(directory.resolve("home"));
    model = FakeModel.start(this::answer);
    user = new HashMap<>(AgentClis.user(home, model.url()));
    serve();
    user.put("HERA_OPERATOR_TOKEN", token);
  }

  @AfterEach
  void close() throws Exception {
    for (Process lead : leads.values()) {
      lead.descendants().forEach(ProcessHandle::destroyForcibly);
      lead.destroyForcibly();
    }
    if (host != null) {
      host.stop();
      host.close();
    }
    if (model != null) {
      model.close();
    }
  }

  private Path project(WorkerPreset cli) {
    return directory.resolve(cli.word());
  }

  private void serve() throws Exception {
    Path readyFile = directory.resolve("ready.json");
    Path worker = Path.of("src/test/agents/worker.mjs").toAbsolutePath();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("serve", "--port", "0", "--stop-workers", "--state", home + "/.hera"));
    arguments.addAll(List.of("--ready-file", readyFile.toString()));
    arguments.addAll(List.of("--worker", "node '" + worker + "' {prompt}"));
    for (WorkerPreset cli : WorkerPreset.values()) {
      Path repository = Repository.create(project(cli));
      arguments.addAll(List.of("--project", cli.word() + "=" + repository));
    }
    host = HeraProcess.start(directory, user, List.of(), arguments);
    host.awaitError("The operator's token is in ");
    JsonNode ready = HeraProcess.ready(readyFile);
    url = ready.path("url").stringValue();
    token = ready.path("token").stringValue();
  }

  /** Which CLI asks is known by the project that its prompt names. */
  private Reply answer(Turn turn) {
    return Stream.of(WorkerPreset.values())
        .filter(cli -> turn.texts().stream().anyMatch(text -> text.contains(prompt(cli))))
        .findFirst()
        .map(cli -> Script.coordinator(cli.word(), project(cli).toString()).apply(turn))
        .orElse(new Reply.Says("Nobody asked for anything."));
  }

  private static String prompt(WorkerPreset cli) {
    return PROMPT + " for " + cli.word();
  }

  @Test
  void each_leads_a_plan_of_two_nodes_to_its_end() throws Exception {
    for (WorkerPreset cli : WorkerPreset.values()) {
      leads.put(cli, start(cli));
    }
    for (WorkerPreset cli : WorkerPreset.values()) {
      boolean ended = leads.get(cli).waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(ended && Files.readString(output(cli)).contains(Script.READY))
          .as("%s%n%s%n%s", cli, Files.readString(output(cli)), String.join("\n", model.heard()))
          .isTrue();
    }
    for (WorkerPreset cli : WorkerPreset.values()) {
      Path project = project(cli);
      assertThat(run("git show hera/" + cli.word() + "/b:b.txt", project)).isEqualTo("a");
      assertThat(run("git status --porcelain --ignored", project)).isEmpty();
      assertThat(run("grep -rlF " + token + " .", project)).isEmpty();
    }
    assertThat(activeOrchestrators()).isEmpty();
  }

  /** Registers Hera and lets the CLI lead, as the README says it. */
  private Process start(WorkerPreset cli) throws Exception {
    String register = readmeLine(cli.word() + " mcp add ");
    String lead = readmeLine("(\\w+=\\w+ )?" + cli.word() + " .*PROMPT");
    String base = "http://127.0.0.1:" + URI.create(url).getPort();
    return shell(
            register.replace("http://127.0.0.1:7437", base)
                + " && exec env "
                + lead.replace("PROMPT", "'" + prompt(cli) + "'"),
            project(cli))
        .redirectOutput(output(cli).toFile())
        .start();
  }

  private Path output(WorkerPreset cli) {
    return directory.resolve(cli.word() + ".out");
  }

  private static String readmeLine(String start) throws Exception {
    Pattern line = Pattern.compile(start);
    return Files.readAllLines(Path.of("../../README.md")).stream()
        .filter(one -> line.matcher(one).lookingAt())
        .findFirst()
        .orElseThrow();
  }

  private List<String> activeOrchestrators() throws Exception {
    HeraProcess status =
        HeraProcess.start(
            directory,
            user,
            List.of(),
            List.of("status", "--json", "--state", home.resolve(".hera").toString()));
    try (status) {
      assertThat(status.exitCode()).isZero();
      JsonNode answer = Protocol.JSON.readTree(String.join("\n", status.output()));
      return answer.path("orchestrators").findValuesAsString("name");
    }
  }

  private String run(String line, Path where) throws Exception {
    Process process = shell(line, where).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }

  private ProcessBuilder shell(String line, Path where) {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", line)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile());
    builder.environment().putAll(user);
    return builder;
  }
}
