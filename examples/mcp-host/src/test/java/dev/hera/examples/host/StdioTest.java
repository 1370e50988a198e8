package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.examples.host.state.Owner;
import dev.hera.launcher.git.GitLauncher;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MCP on standard input and output, as an agent CLI runs it: real processes and a real host. */
@Timeout(120)
class StdioTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String MODERN = "2026-07-28";
  private static final String PLAN = "hera://orchestrators/o/plan";

  @TempDir Path directory;
  private Path shop;
  private Path state;
  private final List<Stdio> started = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    state = directory.resolve("state");
  }

  @AfterEach
  void close() throws Exception {
    started.forEach(Stdio::close);
    Optional<ProcessHandle> host = Owner.find(state).flatMap(one -> ProcessHandle.of(one.pid()));
    if (host.isPresent()) {
      host.get().destroy();
      host.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }

  /** One client's process and what it says to it. */
  private final class Stdio implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;
    private int ids;

    Stdio(Path cwd, String... more) throws IOException {
      List<String> arguments =
          new ArrayList<>(List.of("stdio", "--state", state.toString(), "--cwd", cwd.toString()));
      arguments.addAll(List.of(more));
      ProcessBuilder builder =
          new ProcessBuilder(HeraProcess.command(arguments.toArray(String[]::new)))
              .directory(directory.toFile())
              .redirectError(directory.resolve("errors-" + started.size()).toFile());
      GitLauncher.WORKER_VARIABLES.forEach(name -> builder.environment().put(name, "a worker's"));
      process = builder.start();
      output = process.inputReader(StandardCharsets.UTF_8);
      started.add(this);
    }

    void say(String line) throws IOException {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    }

    int request(String method, Map<String, ?> params) throws IOException {
      int id = ++ids;
      say(
          JSON.writeValueAsString(
              Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params)));
      return id;
    }

    /** The next message; every line of the output is one. */
    JsonNode hear() throws IOException {
      JsonNode message = JSON.readTree(String.valueOf(output.readLine()));
      assertThat(message.path("jsonrpc").asString("")).isEqualTo("2.0");
      return message;
    }

    JsonNode answer(int id) throws IOException {
      JsonNode message = hear();
      while (message.path("id").asInt(0) != id) {
        message = hear();
      }
      return message;
    }

    Stdio initialized() throws IOException {
      JsonNode answer =
          answer(
              request(
                  "initialize",
                  Map.of(
                      "protocolVersion",
                      "2025-06-18",
                      "capabilities",
                      Map.of(),
                      "clientInfo",
                      Map.of("name", "test", "version", "1"))));
      assertThat(answer.path("result").path("serverInfo").path("name").asString(""))
          .isEqualTo("hera");
      say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      return this;
    }

    JsonNode call(String tool, Map<String, ?> arguments) throws IOException {
      return answer(request("tools/call", Map.of("name", tool, "arguments", arguments)))
          .path("result")
          .path("structuredContent");
    }

    boolean granted(String method, String uri) throws IOException {
      return answer(request(method, Map.of("uri", uri))).has("result");
    }

    /** The resource that the next notification of the kind tells of. */
    String updated() throws IOException {
      JsonNode message = hear();
      while (!message.path("method").asString("").equals("notifications/resources/updated")) {
        message = hear();
      }
      return message.path("params").path("uri").asString("");
    }

    void awaitUpdateOf(String uri) throws IOException {
      while (!updated().equals(uri)) {
        // Another resource has changed, too.
      }
    }

    int end() throws Exception {
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return process.exitValue();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /** A worker's agent may have a client that starts it. */
  @Test
  void the_host_that_it_starts_is_no_worker() throws Exception {
    new Stdio(shop).initialized();
    long host = Owner.find(state).orElseThrow().pid();
    Path environment = Path.of("/proc", Long.toString(host), "environ");
    Assumptions.assumeTrue(Files.exists(environment), "skipped: the system has no /proc");
    assertThat(Files.readString(environment)).contains("PATH=").doesNotContain("a worker's");
  }

  @Test
  void starts_a_host_that_goes_on_and_acts_from_its_directory() throws Exception {
    Stdio first = new Stdio(shop).initialized();
    JsonNode opened =
        first.call(
            "hera_new_orchestrator", Map.of("name", "shop", "coordinator_role_name", "lead"));
    assertThat(opened.path("orchestrator").asString("")).isEqualTo("shop");
    assertThat(first.end()).isZero();

    Owner owner = Owner.find(state).orElseThrow();
    Stdio second = new Stdio(shop).initialized();
    assertThat(second.call("hera_join", Map.of()).path("role_name").asString("")).isEqualTo("lead");
    assertThat(Owner.find(state)).contains(owner);
    assertThat(second.end()).isZero();
  }

  @Test
  void the_host_that_it_starts_has_the_archive_of_classes_that_it_has_itself() throws Exception {
    Stdio client = new Stdio(shop).initialized();
    Owner owner = Owner.find(state).orElseThrow();
    assertThat(archive(owner.pid())).isEqualTo(archive(client.process.pid()));
  }

  private static List<String> archive(long pid) throws IOException {
    Path words = Path.of("/proc/" + pid + "/cmdline");
    assumeTrue(Files.exists(words));
    return Stream.of(Files.readString(words).split("\0", -1))
        .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
        .toList();
  }

  @Test
  void started_twice_at_once_one_host_wins_and_both_use_it() throws Exception {
    Stdio one = new Stdio(shop);
    Stdio other = new Stdio(shop);
    one.initialized();
    other.initialized();
    one.call("hera_new_orchestrator", Map.of("name", "shop", "coordinator_role_name", "lead"));
    assertThat(other.call("hera_join", Map.of()).path("role_name").asString("")).isEqualTo("lead");
  }

  @Test
  void a_line_that_is_no_message_is_answered_and_ends_nothing() throws Exception {
    Stdio client = new Stdio(shop).initialized();
    for (String line : List.of("nonsense", "[1", "42", "\"text\"")) {
      client.say(line);
      JsonNode refusal = client.hear();
      assertThat(refusal.path("error").path("code").asInt(0)).as(line).isEqualTo(-32700);
      assertThat(refusal.path("id").isNull()).isTrue();
    }
    assertThat(client.answer(client.request("tools/list", Map.of())).path("result").path("tools"))
        .isNotEmpty();
    client.say("");
    assertThat(client.end()).isZero();
  }

  @Test
  void a_request_without_a_session_is_answered_as_its_revision_says() throws Exception {
    Stdio client = new Stdio(shop);
    Map<String, Object> params = new LinkedHashMap<>();
    params.put(
        "_meta",
        Map.of(
            "io.modelcontextprotocol/protocolVersion",
            MODERN,
            "io.modelcontextprotocol/clientCapabilities",
            Map.of(),
            "io.modelcontextprotocol/clientInfo",
            Map.of("name", "test", "version", "1")));
    assertThat(client.answer(client.request("tools/list", params)).path("result").path("tools"))
        .isNotEmpty();
    params.put("name", "hera_join");
    JsonNode answer = client.answer(client.request("tools/call", params)).path("result");
    assertThat(answer.path("content").path(0).path("text").asString(""))
        .startsWith("unknown_caller");
    params.put("name", "w\u00e4rme\nnow");
    assertThat(client.answer(client.request("tools/call", params)).path("error").toString())
        .contains("w\u00e4rme");
  }

  @Test
  void a_host_that_stops_is_told_of_and_the_client_stays() throws Exception {
    Stdio client = new Stdio(shop).initialized();
    stopHost();
    JsonNode answer = client.answer(client.request("tools/list", Map.of()));
    assertThat(answer.path("error").path("message").asString("")).contains("does not answer");
    assertThat(client.end()).isZero();
  }

  @Test
  void a_client_is_told_of_changes_by_each_host_that_its_session_has() throws Exception {
    Stdio client = new Stdio(shop).initialized();
    client.call("hera_new_orchestrator", Map.of("name", "o", "coordinator_role_name", "lead"));
    assertThat(client.granted("resources/subscribe", PLAN)).isTrue();
    assertThat(client.granted("resources/subscribe", PLAN + ".mmd")).isTrue();
    assertThat(client.granted("resources/unsubscribe", PLAN + ".mmd")).isTrue();
    stopHost();
    Stdio other = new Stdio(shop).initialized();
    assertThat(client.updated()).isEqualTo(PLAN);
    other.call("hera_plan_node", Map.of("name", "a", "prompt", "p"));
    assertThat(client.updated()).isEqualTo(PLAN);

    assertThat(client.granted("resources/subscribe", PLAN + ".txt")).isTrue();
    other.call("hera_plan_node", Map.of("name", "b", "prompt", "p"));
    client.awaitUpdateOf(PLAN + ".txt");
    stopHost();
    new Stdio(shop).initialized();
    client.awaitUpdateOf(PLAN + ".txt");
    assertThat(client.end()).isZero();
  }

  @Test
  void says_why_no_host_comes_up() throws Exception {
    Path plain = Files.createDirectory(directory.resolve("plain"));
    Stdio client = new Stdio(plain);
    assertThat(client.end()).isEqualTo(2);
    assertThat(client.output.readLine()).isNull();
    assertThat(Files.readString(directory.resolve("errors-0")))
        .contains("no host came up on", "plain")
        .doesNotContain("Exception");
  }

  @Test
  void ends_as_the_host_that_it_started_where_the_store_cannot_be_opened() throws Exception {
    Path notes = Files.writeString(directory.resolve("notes.txt"), "remember the milk\n");
    Stdio client = new Stdio(shop, "--store", "sqlite:" + notes);
    assertThat(client.end()).isEqualTo(3);
    assertThat(Files.readString(directory.resolve("errors-0")))
        .contains("no host came up on", notes.toString())
        .doesNotContain("Exception");
    assertThat(notes).hasContent("remember the milk\n");
  }

  /** Takes a port, unless somebody else on this machine has it. */
  private static ServerSocket taken(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (BindException e) {
      // It is taken all the same.
    }
    return socket;
  }

  private int port() throws IOException {
    return URI.create(String.valueOf(Owner.find(state).orElseThrow().url())).getPort();
  }

  private void stopHost() throws Exception {
    ProcessHandle host = ProcessHandle.of(Owner.find(state).orElseThrow().pid()).orElseThrow();
    host.destroy();
    host.onExit().get(60, TimeUnit.SECONDS);
  }

  @Test
  void the_host_that_it_starts_takes_its_last_port_and_else_any_that_is_free() throws Exception {
    try (ServerSocket byDefault = taken(7437)) {
      assertThat(new Stdio(shop).initialized().end()).isZero();
      int last = port();
      assertThat(last).isNotEqualTo(7437);
      stopHost();
      assertThat(new Stdio(shop).initialized().end()).isZero();
      assertThat(port()).isEqualTo(last);
      stopHost();
      try (ServerSocket asLast = taken(last)) {
        assertThat(new Stdio(shop).initialized().end()).isZero();
        assertThat(port()).isNotIn(7437, last);
        assertThat(asLast.isBound()).isTrue();
      }
      assertThat(byDefault.isClosed()).isFalse();
    }
  }
}
