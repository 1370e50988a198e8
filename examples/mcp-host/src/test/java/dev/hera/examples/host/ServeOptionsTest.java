package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the options of {@code serve} lead to, seen from outside. */
@Timeout(90)
class ServeOptionsTest {
  @TempDir Path directory;
  private Path shop;
  private NamedPipe pipe;
  private Lines told;
  private final List<HeraProcess> hosts = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    pipe = NamedPipe.make(directory.resolve("pipe"));
    told = pipe.lines();
  }

  @AfterEach
  void close() {
    hosts.forEach(HeraProcess::close);
  }

  private HeraProcess serve(Map<String, String> environment, String agent, String... more)
      throws Exception {
    Path script = Files.writeString(directory.resolve("agent.sh"), agent);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "serve",
                "--state",
                directory.resolve("state").toString(),
                "--ready-file",
                directory.resolve("ready.json").toString(),
                "--worker",
                "/bin/sh '" + script + "' '" + pipe + "'"));
    arguments.addAll(List.of(more));
    HeraProcess host = HeraProcess.start(shop, environment, List.of(), arguments);
    hosts.add(host);
    return host;
  }

  private JsonNode ready(HeraProcess host) throws Exception {
    host.awaitError("The operator's token is in ");
    return HeraProcess.ready(directory.resolve("ready.json"));
  }

  private void plan(JsonNode ready, String... nodes) throws Exception {
    List<Map<String, String>> all =
        Stream.of(nodes).map(name -> Map.of("name", name, "prompt", "p")).toList();
    new LeadSession(ready, shop).open("o").plan(all);
  }

  @Test
  void workers_get_the_variables_that_hera_pass_env_names_and_no_others() throws Exception {
    Map<String, String> environment =
        Map.of("HERA_PASS_ENV", " MODEL_KEY, ABSENT", "MODEL_KEY", "k", "SECRET", "s");
    HeraProcess host =
        serve(environment, "env > \"$1.env\"\necho written > \"$1\"\n", "--port", "0");
    plan(ready(host), "a");
    told.await("written"::equals);

    assertThat(Files.readAllLines(directory.resolve("pipe.env")))
        .contains("MODEL_KEY=k")
        .noneMatch(line -> line.startsWith("SECRET=") || line.startsWith("HERA_PASS_ENV="));
    assertThat(host.stop()).isZero();
  }

  @Test
  void a_variable_of_heras_own_cannot_be_passed() throws Exception {
    HeraProcess host = serve(Map.of("HERA_PASS_ENV", "HERA_TOKEN"), "exit 0\n", "--port", "0");
    assertThat(host.exitCode()).isEqualTo(2);
    assertThat(host.errors()).singleElement().asString().contains("HERA_TOKEN");
  }

  @Test
  void no_more_workers_live_at_once_than_max_workers() throws Exception {
    NamedPipe go = NamedPipe.make(directory.resolve("pipe.go"));
    String agent = "echo \"$HERA_ROLE\" > \"$1\"\nread go < \"$1.go\"\n";
    HeraProcess host = serve(Map.of(), agent, "--port", "0", "--max-workers", "1");
    JsonNode ready = ready(host);
    plan(ready, "a", "b", "c");
    int left = 3;
    for (String role : List.of("a", "b", "c")) {
      told.await(role::equals);
      JsonNode counts = counts(ready);
      assertThat(counts.path("pending").intValue()).as("%s", counts).isEqualTo(1);
      assertThat(counts.path("ready").intValue(0)).as("%s", counts).isEqualTo(--left);
      Files.writeString(go.path(), "go\n");
    }
    assertThat(host.stop()).isZero();
  }

  private JsonNode counts(JsonNode ready) throws Exception {
    return new LeadSession(ready, shop).call("hera_plan_show", Map.of()).path("counts");
  }

  /** A host with a running worker, {@code a}, that was killed. */
  private JsonNode killedWithAWorker() throws Exception {
    HeraProcess first = serve(Map.of(), "echo here > \"$1\"\nexec sleep 600\n", "--port", "0");
    JsonNode ready = ready(first);
    plan(ready, "a");
    told.await("here"::equals);
    first.kill();
    return ready;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void a_host_that_was_given_another_port_says_whom_that_cuts_off() throws Exception {
    JsonNode ready = killedWithAWorker();
    String port = Integer.toString(freePort());
    HeraProcess second = serve(Map.of(), "exit 0\n", "--port", port, "--stop-workers");
    assertThat(ready(second).path("url")).isNotEqualTo(ready.path("url"));
    assertThat(second.awaitErrorWith("these running workers cannot reach this host"))
        .startsWith("This is not the last port")
        .endsWith(": a");
    assertThat(second.stop()).isZero();
  }

  @Test
  void a_host_whose_last_port_is_taken_says_whom_that_cuts_off() throws Exception {
    JsonNode ready = killedWithAWorker();
    int port = URI.create(ready.path("url").stringValue()).getPort();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      HeraProcess second = serve(Map.of(), "exit 0\n", "--stop-workers");
      assertThat(ready(second).path("url")).isNotEqualTo(ready.path("url"));
      assertThat(second.awaitError("The last port was not free")).endsWith(": a");
      assertThat(taken.isBound()).isTrue();
      assertThat(second.stop()).isZero();
    }
  }

  @Test
  void a_port_that_was_asked_for_and_is_taken_is_refused() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      HeraProcess host = serve(Map.of(), "exit 0\n", "--port", port);
      assertThat(host.exitCode()).isEqualTo(2);
      assertThat(host.errors()).singleElement().asString().contains("port " + port + " is taken");
    }
  }
}
