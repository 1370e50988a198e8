package dev.hera.examples.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.HeraProcess;
import dev.hera.examples.host.Repository;
import dev.hera.examples.host.agent.Turn.Reply;
import dev.hera.launcher.git.WorkerPreset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
  private final Map<WorkerPreset, Process> leads = new HashMap<>();
  private AgentHost host;

  @BeforeEach
  void open() throws Exception {
    directory = directory.toRealPath();
    host = AgentHost.open(directory, this::answer);
    Path worker = Path.of("src/test/agents/worker.mjs").toAbsolutePath();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--worker", "node '" + worker + "' {prompt}"));
    for (WorkerPreset cli : WorkerPreset.values()) {
      Path repository = Repository.create(project(cli));
      arguments.addAll(List.of("--project", cli.word() + "=" + repository));
    }
    host.serve(arguments);
    host.user().put("HERA_OPERATOR_TOKEN", host.token());
  }

  @AfterEach
  void close() throws Exception {
    for (Process lead : leads.values()) {
      lead.descendants().forEach(ProcessHandle::destroyForcibly);
      lead.destroyForcibly();
    }
    if (host != null) {
      host.close();
    }
  }

  private Path project(WorkerPreset cli) {
    return directory.resolve(cli.word());
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
          .as("%s%n%s%n%s", cli, Files.readString(output(cli)), String.join("\n", host.heard()))
          .isTrue();
    }
    for (WorkerPreset cli : WorkerPreset.values()) {
      Path project = project(cli);
      assertThat(host.output("git show hera/" + cli.word() + "/b:b.txt", project)).isEqualTo("a");
      assertThat(host.output("git status --porcelain --ignored", project)).isEmpty();
      assertThat(host.output("grep -rlF -e " + host.token() + " .", project)).isEmpty();
    }
    assertThat(activeOrchestrators()).isEmpty();
  }

  /** Registers Hera and lets the CLI lead, as the README says it. */
  private Process start(WorkerPreset cli) throws Exception {
    String register = host.readmeLine(cli.word() + " mcp add ");
    String lead = host.readmeLine("(\\w+=\\w+ )?" + cli.word() + " .*PROMPT");
    return host.shell(
            register + " && exec env " + lead.replace("PROMPT", "'" + prompt(cli) + "'"),
            project(cli))
        .redirectOutput(output(cli).toFile())
        .start();
  }

  private Path output(WorkerPreset cli) {
    return directory.resolve(cli.word() + ".out");
  }

  private List<String> activeOrchestrators() throws Exception {
    HeraProcess status = host.run(List.of("status", "--json", "--state", host.state().toString()));
    try (status) {
      assertThat(status.exitCode()).isZero();
      JsonNode answer = Protocol.JSON.readTree(String.join("\n", status.output()));
      return answer.path("orchestrators").findValuesAsString("name");
    }
  }
}
