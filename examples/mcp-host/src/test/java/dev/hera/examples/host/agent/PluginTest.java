package dev.hera.examples.host.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.Repository;
import dev.hera.examples.host.SharedSession;
import dev.hera.examples.host.agent.Turn.Reply;
import dev.hera.launcher.git.WorkerPreset;
import dev.hera.launcher.git.WorkerRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The plugins, added to the real agent CLIs by the README's lines. */
@Timeout(600)
class PluginTest {
  private static final int LIMIT_SECONDS = 240;
  private static final String TOLD = "has reported neither done nor failed";
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path directory;
  private final AtomicInteger told = new AtomicInteger();
  private boolean obedient = true;
  private boolean forgetful = true;
  private AgentHost host;
  private Path shop;
  private SharedSession lead;
  private long deadline;

  @BeforeEach
  void open() throws Exception {
    directory = directory.toRealPath();
    host = AgentHost.open(directory, this::answer);
    host.user().put("GEMINI_CLI_TRUST_WORKSPACE", "true");
    shop = Repository.create(directory.resolve("shop"));
  }

  @AfterEach
  void close() {
    if (host != null) {
      host.close();
    }
  }

  /** A model that ends without a report when it is forgetful; if obedient, until it is told. */
  private Reply answer(Turn turn) {
    if (turn.tools().isEmpty()) {
      return new Script(List.of()).apply(turn);
    }
    boolean isTold = turn.texts().stream().anyMatch(text -> text.contains(TOLD));
    if (isTold) {
      told.incrementAndGet();
    }
    return forgetful && !(isTold && obedient)
        ? new Reply.Says("I am ready.")
        : new Script(List.of(Script.Step.report("done"))).apply(turn);
  }

  private String added(WorkerPreset cli) throws Exception {
    String line =
        host.readmeLine(cli.word() + " (plugin marketplace add|extensions install) ")
            .replace("/path/to/hera", ROOT.toString());
    return host.output(line, shop);
  }

  /** What the coordinator of a worker is told in the end. */
  private String worked(WorkerPreset cli) throws Exception {
    host.serve(List.of("--project", "shop=" + shop, "--worker", cli.word()));
    lead = new SharedSession(host.url(), host.token());
    deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    String cwd = shop.toString();
    Map<String, String> orchestrator =
        Map.of("cwd", cwd, "name", "o", "coordinator_role_name", "lead");
    lead.call(host.token(), "hera_new_orchestrator", orchestrator).fine();
    Map<String, String> node = Map.of("cwd", cwd, "name", "a", "prompt", "Do your work.");
    lead.call(host.token(), "hera_plan_node", node).fine();
    while (System.nanoTime() < deadline) {
      for (JsonNode message : inbox(10).path("messages")) {
        String tldr = message.path("tldr").stringValue();
        if (tldr.equals("I am done") || tldr.startsWith("failed:")) {
          return tldr;
        }
      }
    }
    return "nothing";
  }

  private JsonNode inbox(int seconds) throws Exception {
    Map<String, Object> wait = Map.of("cwd", shop.toString(), "timeout_seconds", seconds);
    return lead.call(host.token(), "hera_inbox", wait).fine();
  }

  private String heard() throws Exception {
    return host.output("tail -n 40 " + host.state() + "/launches/*/*/log", directory)
        + "\n"
        + String.join("\n", host.heard());
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAUDE", "GEMINI"})
  void a_worker_that_would_end_without_a_report_is_told_so_and_reports(WorkerPreset cli)
      throws Exception {
    String added = added(cli);

    assertThat(worked(cli)).as("%s%n%s", added, heard()).isEqualTo("I am done");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAUDE", "GEMINI"})
  void a_worker_that_will_not_report_is_told_so_once_and_may_end(WorkerPreset cli)
      throws Exception {
    obedient = false;
    String added = added(cli);

    assertThat(worked(cli)).as("%s%n%s", added, heard()).startsWith("failed:");
    assertThat(told).as(heard()).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAUDE", "GEMINI"})
  void a_worker_that_reported_ends_without_a_word(WorkerPreset cli) throws Exception {
    forgetful = false;
    String added = added(cli);

    assertThat(worked(cli)).as("%s%n%s", added, heard()).isEqualTo("I am done");
    awaitEnd();
    assertThat(told).as(heard()).hasValue(0);
  }

  private void awaitEnd() throws Exception {
    while (System.nanoTime() < deadline && !WorkerRecords.of(host.state()).running().isEmpty()) {
      inbox(1);
    }
  }

  @Test
  void the_hook_is_nothing_to_whoever_is_no_worker_or_has_no_host() throws Exception {
    String hook =
        "echo '{}' | " + ROOT + "/integrations/claude/hooks/report-before-end 2>&1; echo $?";
    host.user().put("HERA_TOKEN", "t");
    host.user().put("HERA_MCP_URL", "http://127.0.0.1:1/mcp");

    assertThat(host.output(hook, shop)).isEqualTo("0");
    assertThat(host.output("export HERA_ROLE=a; " + hook, shop)).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource(names = {"CLAUDE", "GEMINI"})
  void a_plugin_connects_whoever_leads_by_the_variables_alone(WorkerPreset cli) throws Exception {
    host.serve(List.of("--project", "shop=" + shop));
    host.user().put("HERA_TOKEN", host.token());
    host.user().put("HERA_MCP_URL", host.url());

    String added = added(cli);

    assertThat(host.output(cli.word() + " mcp list", shop)).as(added).contains("Connected");
    assertThat(host.output("git status --porcelain --ignored", shop)).isEmpty();
  }

  @Test
  void codex_takes_the_plugin_with_its_server() throws Exception {
    String added = added(WorkerPreset.CODEX);

    assertThat(host.output("codex plugin list", shop)).as(added).contains("installed, enabled");
    assertThat(host.output("codex mcp list", shop)).contains("HERA_TOKEN").contains("7437");
  }

  @Test
  void the_clis_find_nothing_wrong_with_the_plugins() throws Exception {
    for (String line :
        List.of(
            "claude plugin validate --strict .",
            "claude plugin validate --strict integrations/claude",
            "gemini extensions validate integrations/gemini")) {
      assertThat(host.output(line + " || echo REFUSED", ROOT)).as(line).doesNotContain("REFUSED");
    }
  }

  @Test
  void what_the_plugins_share_is_the_same_in_each() throws Exception {
    Path skill = ROOT.resolve("hera-mcp-adapter/src/main/resources/dev/hera/mcp/SKILL.md");
    Path claude = ROOT.resolve("integrations/claude");
    Path gemini = ROOT.resolve("integrations/gemini");
    Path hook = claude.resolve("hooks/report-before-end");

    assertThat(claude.resolve("skills/hera/SKILL.md")).hasSameTextualContentAs(skill);
    assertThat(gemini.resolve("skills/hera/SKILL.md")).hasSameTextualContentAs(skill);
    assertThat(gemini.resolve("hooks/report-before-end")).hasSameTextualContentAs(hook);
    assertThat(Files.readString(gemini.resolve("GEMINI.md")))
        .endsWith(
            Files.readString(ROOT.resolve("integrations/AGENTS.md"))
                .lines()
                .skip(1)
                .reduce("", (text, line) -> text + line + "\n"));
  }

  @Test
  void each_manifest_has_the_version_of_the_project() throws Exception {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    int at = pom.indexOf("<version>") + "<version>".length();
    String version = pom.substring(at, pom.indexOf('<', at)).replace("-SNAPSHOT", "");
    for (String manifest :
        List.of(
            "integrations/claude/.claude-plugin/plugin.json",
            "integrations/claude/.codex-plugin/plugin.json",
            "integrations/gemini/gemini-extension.json",
            "server.json")) {
      JsonNode json = Protocol.JSON.readTree(ROOT.resolve(manifest));
      assertThat(json.path("version").stringValue("")).as(manifest).isEqualTo(version);
    }
  }
}
