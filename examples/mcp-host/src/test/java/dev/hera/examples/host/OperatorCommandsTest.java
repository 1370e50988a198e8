package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.state.StoreAddress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does beside a host and without one, on a real host with real workers. */
@Timeout(180)
class OperatorCommandsTest {
  @TempDir Path directory;
  private Path shop;
  private Path state;
  private NamedPipe pipe;
  private Lines told;
  private final List<HeraProcess> processes = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    state = directory.resolve("state");
    pipe = NamedPipe.make(directory.resolve("pipe"));
    told = pipe.lines();
  }

  @AfterEach
  void close() {
    run("stop", "a");
    run("stop", "c");
    processes.forEach(HeraProcess::close);
  }

  private record Ended(int code, String output, String errors) {
    Ended is(int wanted) {
      assertThat(code).as(output + errors).isEqualTo(wanted);
      assertThat(errors).doesNotContain("Exception");
      return this;
    }
  }

  /** Runs a command on the state directory within this process. */
  private Ended run(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--state", state.toString()));
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine command =
        HeraCommand.commandLine()
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(errors, true));
    return new Ended(
        command.execute(all.toArray(String[]::new)), output.toString(), errors.toString());
  }

  private HeraProcess serve(String store) throws Exception {
    Path script =
        Files.writeString(
            directory.resolve("agent.sh"),
            """
            printf '\\033[31mred\\033[0m and \\007 bell\\n'
            echo $HERA_ROLE >> "$1"
            exec sleep 1000
            """);
    HeraProcess host =
        HeraProcess.serve(
            shop,
            directory.resolve("ready.json"),
            "--state",
            state.toString(),
            "--store",
            store,
            "--port",
            "0",
            "--worker",
            "/bin/sh '" + script + "' '" + pipe + "'");
    processes.add(host);
    return host;
  }

  /** Opens an orchestrator in a clone of its own and submits a chain of two nodes. */
  private void plan(String orchestrator, String first, String second) throws Exception {
    JsonNode ready = HeraProcess.ready(directory.resolve("ready.json"));
    Path cwd = directory.resolve(orchestrator);
    assertThat(
            new ProcessBuilder(
                    "git", "-C", shop.toString(), "worktree", "add", "-q", cwd.toString())
                .start()
                .waitFor())
        .isZero();
    new LeadSession(ready, cwd)
        .open(orchestrator)
        .call(
            "hera_plan",
            Map.of(
                "nodes",
                List.of(node(first), node(second)),
                "edges",
                List.of(Map.of("blocked", second, "blocker", first))));
    told.await(first::equals);
  }

  private static Map<String, String> node(String name) {
    return Map.of("name", name, "prompt", "Work.");
  }

  private String branches() throws Exception {
    Process git =
        new ProcessBuilder("git", "-C", shop.toString(), "branch", "--list", "hera/*").start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "H2"})
  void sees_stops_archives_and_cleans_up(StoreAddress.Kind kind) throws Exception {
    String store = new StoreAddress(kind, directory.resolve("kept")).toString();
    HeraProcess host = serve(store);
    String url = HeraProcess.ready(directory.resolve("ready.json")).path("url").stringValue();
    plan("checkout", "a", "b");
    plan("later", "c", "d");

    assertThat(run("status").is(0).output())
        .contains("The host at " + url, "store " + store)
        .contains("checkout: 1 pending · 1 planned, led by lead")
        .containsPattern("checkout/a {2}pid \\d+ {2}since \\S+ \\S+ {2}log \\S+/log");
    JsonNode json = new JsonMapper().readTree(run("status", "--json").is(0).output());
    assertThat(json.path("host").path("url").stringValue()).isEqualTo(url);
    assertThat(json.path("workers").size()).isEqualTo(2);
    assertThat(json.path("orchestrators").path(0).path("counts").path("planned").intValue())
        .isEqualTo(1);
    assertThat(run("serve", "--project", "shop=" + shop).is(2).errors())
        .contains(url, "(pid " + json.path("host").path("pid").longValue() + ")");

    printsThePlan();
    assertThat(run("archive", "nobody", "--yes").is(2).errors()).contains("checkout, later");
    Ended asked = run("archive", "checkout").is(2);
    assertThat(asked.output()).contains("Still running", "checkout/a").doesNotContain("later/c");
    assertThat(asked.errors()).contains("--yes");
    assertThat(run("archive", "checkout", "--yes", "--store", "sqlite:other").is(2).errors())
        .contains("has another store open, " + store);
    assertThat(run("status").output()).contains("checkout: ");

    assertThat(run("clean", "--yes").is(0).output()).contains("Nothing is to be removed");
    assertThat(run("stop", "checkout/a").is(0).output()).startsWith("checkout/a is stopped");
    assertThat(run("stop", "a").is(0).output()).startsWith("checkout/a had ended before");
    assertThat(run("archive", "checkout", "--yes").is(0).output())
        .contains("Archived: checkout", "Cancelled, never to start: checkout/b");
    assertThat(run("status").is(0).output()).doesNotContain("checkout").contains("later/c");

    assertThat(run("clean").is(2).output()).contains("checkout/a can go", "hera/checkout/a");
    assertThat(run("clean", "--dry-run").is(0).output()).contains("checkout/a can go");
    assertThat(branches()).contains("hera/checkout/a");
    assertThat(run("clean", "--yes").is(0).output()).contains("checkout/a is removed: logs");
    assertThat(branches()).doesNotContain("hera/checkout/a").contains("hera/later/c");
    assertThat(state.resolve("worktrees/shop/checkout")).doesNotExist();
    assertThat(run("log", "checkout/a").is(2).errors()).contains("there are later/c");

    assertThat(host.stop()).isZero();
    assertThat(run("status").is(0).output())
        .contains("No host runs on", "Workers that still run:", "later/c");
    assertThat(run("plan", "later").is(0).output()).contains("c", "d", "planned");
    assertThat(run("archive", "later", "--yes").is(0).output())
        .contains("  later/c  pid", "Archived: later", "Fenced at the next call: later/c");
    assertThat(run("archive", "later", "--yes").is(2).errors()).contains("no active orchestrator");
    assertThat(run("decide", "later", "a", "retry").is(2).errors())
        .contains("no active orchestrator later; there are ");
    assertThat(run("drain", "--host", "nope").is(2).errors()).contains("host: ", "there are: ");
    assertThat(run("clean", "--yes").is(0).output()).contains("later/c stays: its worker still");
    assertThat(run("stop", "c").is(0).output()).contains("later/c is stopped");
    assertThat(run("clean", "--yes").is(0).output()).contains("later/c is removed");
    assertThat(branches()).isEmpty();
  }

  private void printsThePlan() {
    assertThat(run("plan").is(0).output())
        .contains("checkout: 1 pending · 1 planned", "later: 1 pending · 1 planned");
    assertThat(run("plan", "checkout").is(0).output()).contains("a", "b", "pending", "planned");
    assertThat(run("plan", "checkout", "--format", "mermaid").is(0).output())
        .startsWith("flowchart");
    assertThat(run("plan", "checkout", "--format", "dot").is(0).output()).startsWith("digraph");
    JsonNode plan =
        new JsonMapper().readTree(run("plan", "checkout", "--format", "json").is(0).output());
    assertThat(plan.path("orchestrator").stringValue()).isEqualTo("checkout");
    assertThat(plan.path("nodes").path(1).path("blockers").path(0).stringValue()).isEqualTo("a");
    assertThat(run("plan", "nobody").is(2).errors()).contains("checkout, later");
    assertThat(run("plan", "checkout", "--format", "svg").is(2).errors())
        .contains("svg", "text, mermaid, dot, json");
  }

  @Test
  void shows_a_log_as_it_is_and_harmless_on_a_terminal() throws Exception {
    serve("sqlite:" + directory.resolve("kept"));
    plan("checkout", "a", "b");
    HeraProcess follow = command("log", "--follow", "a", "--state", state.toString());
    HeraProcess print = command("log", "checkout/a", "--state", state.toString());

    assertThat(print.exitCode()).isZero();
    assertThat(print.output()).containsExactly("\u001b[31mred\u001b[0m and \u0007 bell");
    run("stop", "a").is(0);
    assertThat(follow.exitCode()).isZero();
    assertThat(follow.output()).first().isEqualTo("\u001b[31mred\u001b[0m and \u0007 bell");
    assertThat(follow.errors()).singleElement().asString().contains("ended with exit code 143");
    Path script = Path.of("/usr/bin/script");
    if (Files.isExecutable(script)) {
      String shown =
          onTerminal(script, HeraProcess.command("log", "a", "--state", state.toString()));
      assertThat(shown).contains("red and \ufffd bell").doesNotContain("\u0007", "\u001b[31m");
    }
  }

  private HeraProcess command(String... arguments) throws Exception {
    HeraProcess process = HeraProcess.start(shop, Map.of(), List.of(), List.of(arguments));
    processes.add(process);
    return process;
  }

  private static String onTerminal(Path script, List<String> command) throws Exception {
    StringBuilder line = new StringBuilder();
    command.forEach(word -> line.append("'").append(word).append("' "));
    Process process =
        new ProcessBuilder(script.toString(), "-qec", line.toString(), "/dev/null")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void says_what_is_missing_and_makes_nothing() throws Exception {
    assertThat(run("status").is(0).output()).contains("which does not exist");
    assertThat(run("log", "a").is(2).errors()).contains("there is no state directory");
    assertThat(run("archive", "a", "--yes").is(2).errors()).contains("there is no state directory");
    assertThat(state).doesNotExist();
    Files.createDirectory(state);
    assertThat(run("archive", "a", "--yes").is(3).errors()).contains("there is no store sqlite:");
    assertThat(run("clean", "--store", "h2:" + directory.resolve("no")).is(3).errors())
        .contains("there is no store h2:");
    assertThat(run("stop", "a").is(2).errors()).contains("no worker of this host is named a");
    assertThat(state.resolve("hera.db")).doesNotExist();
  }

  @Test
  void names_the_choices_where_a_role_is_ambiguous() throws Exception {
    ended("one", "a", "k1", "exit 1");
    ended("two", "a", "k2", "exit 2");

    assertThat(run("stop", "a").is(2).errors()).contains("name one of one/a, two/a");
    assertThat(run("log", "b").is(2).errors()).contains("there are one/a, two/a");
    assertThat(run("stop", "two/a").is(0).output()).contains("two/a had ended before");
  }

  private void ended(String orchestrator, String role, String key, String log) throws Exception {
    Path run = Files.createDirectories(state.resolve("launches/" + key + "/run-1-1"));
    Files.writeString(
        run.resolve("worker.properties"), "orchestrator=" + orchestrator + "\nrole=" + role + "\n");
    Files.writeString(run.resolve("log"), log + "\n");
    Files.writeString(run.resolve("pid"), "1\n");
    Files.writeString(run.resolve("exit"), "0\n");
  }
}
