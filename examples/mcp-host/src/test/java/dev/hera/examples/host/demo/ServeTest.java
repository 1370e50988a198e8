package dev.hera.examples.host.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.examples.host.HeraProcess;
import dev.hera.examples.host.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A real host, real workers, real git and SQLite, seen from outside. */
@Timeout(90)
class ServeTest {
  @TempDir Path directory;
  private Path shop;
  private Path readyFile;
  private Path notes;
  private final List<HeraProcess> hosts = new ArrayList<>();

  @BeforeEach
  void repository() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    readyFile = directory.resolve("ready.json");
    notes = directory.resolve("notes.txt");
  }

  @AfterEach
  void stop() {
    hosts.forEach(HeraProcess::close);
  }

  private HeraProcess serve(String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of("--state", directory.resolve("state").toString()));
    arguments.addAll(List.of(more));
    HeraProcess host = HeraProcess.serve(shop, readyFile, arguments.toArray(String[]::new));
    hosts.add(host);
    return host;
  }

  private static String worker() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
    words.addAll(Demonstration.workerArguments());
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }

  private ToolClient connect() throws Exception {
    JsonNode ready = HeraProcess.ready(readyFile);
    return ToolClient.connect(
        ready.path("url").stringValue(), ready.path("token").stringValue(), shop);
  }

  private Map<String, String> node(String name) {
    return Map.of("name", name, "prompt", "note " + notes + "\nwrite " + name + ".txt");
  }

  private static Map<String, String> edge(String blocked, String blocker) {
    return Map.of("blocked", blocked, "blocker", blocker);
  }

  private void submitDiamond(ToolClient client) {
    client.call(
        "hera_new_orchestrator", Map.of("name", "checkout", "coordinator_role_name", "lead"));
    client.call(
        "hera_plan",
        Map.of(
            "nodes",
            List.of(node("1a-seed"), node("2a-left"), node("2b-right"), node("3a-join")),
            "edges",
            List.of(
                edge("2a-left", "1a-seed"),
                edge("2b-right", "1a-seed"),
                edge("3a-join", "2a-left"),
                edge("3a-join", "2b-right"))));
  }

  /** Answers each check-in until all of these are done. */
  private static void lead(ToolClient client, Set<String> names) {
    Set<String> left = new HashSet<>(names);
    while (!left.isEmpty()) {
      JsonNode inbox = client.call("hera_inbox", Map.of("timeout_seconds", 10));
      for (JsonNode message : inbox.path("messages")) {
        String from = message.path("from").stringValue("");
        String tldr = message.path("tldr").stringValue("");
        if (tldr.equals("checked in")) {
          client.call("hera_send", Map.of("to", from, "tldr", "go", "body", "Go."));
        } else if (tldr.startsWith("done:")) {
          left.remove(from);
        }
      }
    }
  }

  private List<Path> nativeLibraries() throws Exception {
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      return files.filter(file -> file.toString().matches(".*sqlitejdbc[.][a-z]+")).toList();
    }
  }

  /** What of the state directory is not its owner's alone, but for what is checked out there. */
  private List<Path> openToOthers() throws Exception {
    Path state = directory.resolve("state");
    PathMatcher checkedOut = state.getFileSystem().getPathMatcher("glob:worktrees/*/*/*{,/**}");
    List<Path> open = new ArrayList<>();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(f -> !checkedOut.matches(state.relativize(f))).toList()) {
        String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        if (!mode.endsWith("------")) {
          open.add(file);
        }
      }
    }
    return open;
  }

  private List<String> noted() throws Exception {
    return Files.readAllLines(notes).stream()
        .map(line -> line.substring(0, line.indexOf(' ')))
        .sorted()
        .toList();
  }

  @Test
  void runs_a_plan_to_its_end() throws Exception {
    HeraProcess host = serve("--port", "0", "--worker", worker());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(readyFile)))
        .isEqualTo("rw-------");
    JsonNode ready = HeraProcess.ready(readyFile);
    assertThat(ready.propertyNames()).containsExactly("url", "token", "dashboard", "pid");
    assertThat(ready.path("url").stringValue()).endsWith("/mcp");
    assertThat(ready.path("dashboard").stringValue()).contains("/open?code=");
    try (ToolClient client = connect()) {
      assertThat(client.tools()).hasSize(23).contains("hera_plan", "hera_send", "hera_inbox");
      submitDiamond(client);
      lead(client, Set.of("1a-seed", "2a-left", "2b-right", "3a-join"));
    }
    assertThat(noted()).containsExactly("1a-seed", "2a-left", "2b-right", "3a-join");
    WorkTree tree = new WorkTree(shop);
    assertThat(tree.contains("hera/checkout/3a-join", "hera/checkout/1a-seed")).isTrue();
    boolean onLeft = tree.contains("hera/checkout/3a-join", "hera/checkout/2a-left");
    boolean onRight = tree.contains("hera/checkout/3a-join", "hera/checkout/2b-right");
    assertThat(onLeft).as("it stands on one of them").isNotEqualTo(onRight);
    host.awaitErrorWith("checkout/3a-join ended: ");
    assertThat(openToOthers()).isEmpty();
    assertThat(host.stop()).isZero();
    assertThat(openToOthers()).isEmpty();
    List<String> log = host.errors();
    assertThat(log).noneMatch(line -> line.contains("Exception"));
    for (String role : List.of("1a-seed", "2a-left", "2b-right", "3a-join")) {
      assertThat(log)
          .filteredOn(line -> line.contains("INFO") && line.contains("checkout/" + role + " "))
          .as("start, acceptance, report and exit of %s", role)
          .anyMatch(line -> line.endsWith(" started (epoch 1)"))
          .anyMatch(line -> line.endsWith(" called for the first time"))
          .anyMatch(line -> line.endsWith(" reported done"))
          .anyMatch(line -> line.contains(" ended: its process exited with code 0"));
    }
  }

  @Test
  void merges_the_branches_of_several_blockers_when_it_was_told_so() throws Exception {
    serve("--port", "0", "--fan-in", "merge", "--worker", worker());
    try (ToolClient client = connect()) {
      submitDiamond(client);
      lead(client, Set.of("1a-seed", "2a-left", "2b-right", "3a-join"));
    }
    WorkTree tree = new WorkTree(shop);
    assertThat(tree.contains("hera/checkout/3a-join", "hera/checkout/2a-left")).isTrue();
    assertThat(tree.contains("hera/checkout/3a-join", "hera/checkout/2b-right")).isTrue();
  }

  @Test
  void goes_on_after_a_kill_and_works_no_node_twice() throws Exception {
    HeraProcess killed = serve("--port", "0", "--worker", worker());
    String url = HeraProcess.ready(readyFile).path("url").stringValue();
    try (ToolClient client = connect()) {
      submitDiamond(client);
      lead(client, Set.of("1a-seed"));
      client.call("hera_inbox", Map.of("timeout_seconds", 20));
    }
    killed.kill();
    serve("--worker", worker());
    assertThat(nativeLibraries()).as("of this start, not of the one before").hasSize(1);
    assertThat(HeraProcess.ready(readyFile).path("url").stringValue()).isEqualTo(url);
    try (ToolClient client = connect()) {
      for (String name : List.of("2a-left", "2b-right")) {
        client.call("hera_send", Map.of("to", name, "tldr", "go", "body", "Go."));
      }
      lead(client, Set.of("2a-left", "2b-right", "3a-join"));
    }
    assertThat(noted()).containsExactly("1a-seed", "2a-left", "2b-right", "3a-join");
  }

  @Test
  void leaves_ready_nodes_ready_without_a_worker_command() throws Exception {
    HeraProcess host = serve("--port", "0");
    host.awaitError("No --worker was given");
    try (ToolClient client = connect()) {
      submitDiamond(client);
      assertThatThrownBy(
              () -> client.call("hera_spawn_worker", Map.of("prompt", "work", "project", "shop")))
          .hasMessageContaining("launch_failed")
          .hasMessageContaining("starts none until its operator gives it a worker command");
      assertThatThrownBy(
              () ->
                  client.call(
                      "hera_plan_node", Map.of("name", "x", "prompt", "x", "project", "other")))
          .hasMessageContaining("unknown_project");
      JsonNode update =
          client.call("hera_plan_node_update", Map.of("name", "1a-seed", "prompt", "other"));
      assertThat(update.path("state").stringValue()).isEqualTo("ready");
    }
    assertThat(host.stop()).isZero();
  }

  @Test
  void gives_a_worker_the_tools_of_a_worker_and_its_own_name() throws Exception {
    Path kept = directory.resolve("token");
    serve("--port", "0", "--worker", "/bin/sh -c 'printf %s \"$HERA_TOKEN\" > " + kept + "'");
    try (ToolClient client = connect()) {
      submitDiamond(client);
      // The worker ends without a word, which holds those that wait for it.
      JsonNode inbox = client.call("hera_inbox", Map.of("timeout_seconds", 30));
      assertThat(inbox.path("messages").path(0).path("tldr").stringValue()).startsWith("held:");
    }
    String token = Files.readString(kept);
    String url = HeraProcess.ready(readyFile).path("url").stringValue();
    Path worktree = directory.resolve("state/worktrees/shop/checkout/1a-seed");
    try (ToolClient worker = ToolClient.connect(url, token, worktree)) {
      assertThat(worker.tools())
          .contains("hera_send", "hera_inbox", "hera_status")
          .doesNotContain("hera_plan", "hera_spawn_worker", "hera_plan_node_cancel");
      assertThat(worker.call("hera_join", Map.of()).path("role_name").stringValue())
          .isEqualTo("1a-seed");
      assertThatThrownBy(() -> worker.call("hera_plan_node_cancel", Map.of("name", "2a-left")))
          .hasMessageContaining("forbidden");
    }
    try (ToolClient elsewhere = ToolClient.connect(url, token, shop)) {
      assertThatThrownBy(() -> elsewhere.call("hera_inbox", Map.of()))
          .hasMessageContaining("forbidden");
    }
  }

  @Test
  void refuses_a_second_host_on_its_state_directory() throws Exception {
    serve("--port", "0");
    String url = HeraProcess.ready(readyFile).path("url").stringValue();
    try (HeraProcess second =
        HeraProcess.start(
            shop,
            Map.of(),
            List.of(),
            List.of("serve", "--port", "0", "--state", directory.resolve("state").toString()))) {
      assertThat(second.exitCode()).isEqualTo(2);
      assertThat(second.errors()).singleElement().asString().contains(url);
    }
  }

  @Test
  void ends_its_workers_when_it_was_told_so() throws Exception {
    HeraProcess host = serve("--port", "0", "--stop-workers", "--worker", worker());
    try (ToolClient client = connect()) {
      submitDiamond(client);
      assertThat(client.call("hera_inbox", Map.of("timeout_seconds", 30)).path("count").intValue())
          .isPositive();
    }
    assertThat(host.stop()).isZero();
    assertThat(processesOf(directory)).isEmpty();
  }

  /** The command lines of processes that name something in a directory. */
  static List<String> processesOf(Path directory) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .flatMap(process -> process.info().commandLine().stream())
        .filter(line -> line.contains(directory.toString()))
        .toList();
  }
}
