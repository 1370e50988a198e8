package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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
import picocli.CommandLine;

/** Two host processes with different projects on one store, and what their operator sees. */
@Timeout(120)
class TwoHostsTest {
  @TempDir Path directory;
  private Path shop;
  private Path web;
  private NamedPipe pipe;
  private Lines told;
  private final List<HeraProcess> hosts = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    web = Repository.create(directory.resolve("web"));
    pipe = NamedPipe.make(directory.resolve("pipe"));
    told = pipe.lines();
    Files.writeString(
        directory.resolve("agent.sh"),
        """
        echo "$HERA_ROLE runs" > pipe
        [ -p "go-$HERA_ROLE" ] && read go < "go-$HERA_ROLE"
        java -cp 'classes' dev.hera.examples.host.KeyWorker "keys"
        echo "$HERA_ROLE is done with code $?" > pipe
        """
            .replace("pipe", pipe.toString())
            .replace("go-", directory.resolve("go-").toString())
            .replace("keys", directory.resolve("keys").toString())
            .replace("classes", System.getProperty("java.class.path"))
            .replace("java ", Path.of(System.getProperty("java.home"), "bin", "java") + " "));
  }

  @AfterEach
  void close() {
    hosts.forEach(HeraProcess::close);
  }

  private HeraProcess serve(String name, Path project, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--state",
                directory.resolve(name).toString(),
                "--store",
                "sqlite:" + directory.resolve("kept.db"),
                "--host-name",
                name,
                "--project",
                project.getFileName() + "=" + project,
                "--worker",
                "/bin/sh '" + directory.resolve("agent.sh") + "'"));
    arguments.addAll(List.of(more));
    HeraProcess host =
        HeraProcess.serve(
            project, directory.resolve(name + ".json"), arguments.toArray(String[]::new));
    hosts.add(host);
    return host;
  }

  /** Runs a command on the state directory of a host, within this process. */
  private String run(String host, int code, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--state", directory.resolve(host).toString()));
    StringWriter output = new StringWriter();
    CommandLine command =
        HeraCommand.commandLine()
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(output, true));
    assertThat(command.execute(all.toArray(String[]::new))).as("%s", output).isEqualTo(code);
    return output.toString();
  }

  private LeadSession lead(String host) throws Exception {
    return new LeadSession(HeraProcess.ready(directory.resolve(host + ".json")), shop);
  }

  private static Map<String, String> node(String name, String project) {
    return Map.of("name", name, "prompt", "Work.", "project", project);
  }

  private static Map<String, String> edge(String blocked, String blocker) {
    return Map.of("blocked", blocked, "blocker", blocker);
  }

  @Test
  void a_plan_runs_across_both_also_when_one_is_killed_and_returns() throws Exception {
    NamedPipe go = NamedPipe.make(directory.resolve("go-two"));
    HeraProcess a = serve("a", shop, "--port", "0", "--capacity", "2");
    serve("b", web, "--port", "0");
    lead("a")
        .open("checkout")
        .call(
            "hera_plan",
            Map.of(
                "nodes",
                List.of(node("one", "shop"), node("two", "web"), node("three", "shop")),
                "edges",
                List.of(edge("two", "one"), edge("three", "two"))));
    told.await("one is done with code 0"::equals);
    told.await("two runs"::equals);
    assertThat(run("a", 0, "status"))
        .containsPattern("a \\(this one\\): active, 0 of 2 workers, projects shop, http://127")
        .containsPattern("b: active, 1 workers, projects web, http://127.0.0.1:\\d+/mcp, last");
    a.kill();

    Files.writeString(go.path(), "go\n");
    told.await("two is done with code 0"::equals);
    assertThat(run("b", 0, "plan", "checkout")).contains("three", "ready");

    serve("a", shop);
    told.await("three is done with code 0"::equals);
    assertThat(lead("a").call("hera_explain", Map.of("name", "three")).path("host").stringValue())
        .isEqualTo("a");
    assertThat(lead("a").call("hera_explain", Map.of("name", "two")).path("host").stringValue())
        .isEqualTo("b");
    assertThat(Files.readAllLines(directory.resolve("keys"))).hasSize(3);
  }

  @Test
  void a_host_is_drained_from_the_command_line_of_either() throws Exception {
    HeraProcess a = serve("a", shop, "--port", "0");
    HeraProcess b = serve("b", web, "--port", "0");
    LeadSession lead = lead("a").open("checkout");

    assertThat(run("b", 0, "drain", "--host", "a")).startsWith("a: draining, 0 workers");
    assertThat(run("a", 0, "status")).contains("a (this one): draining");
    assertThat(run("a", 2, "drain", "--host", "c")).contains("a, b");
    lead.plan(List.of(node("one", "shop")));
    assertThat(lead.call("hera_explain", Map.of("name", "one")).path("would_release").toString())
        .contains("Every host that could start it is draining: a is draining, b has web.");
    assertThat(run("a", 0, "drain", "--undo")).startsWith("a (this one): active");
    told.await("one is done with code 0"::equals);

    assertThat(run("b", 0, "drain")).startsWith("b (this one): draining");
    assertThat(b.stop()).isZero();
    assertThat(run("a", 0, "status")).contains("b: stopped");
    serve("b", web);
    assertThat(run("a", 0, "status")).contains("b: active");
    assertThat(a.stop()).isZero();
  }
}
