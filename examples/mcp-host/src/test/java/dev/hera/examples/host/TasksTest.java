package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.examples.host.ModernClient.Answer;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What takes long is a task for clients that can wait for one; it belongs to a token alone. */
@Timeout(240)
class TasksTest {
  private static final int NO_SUCH_TASK = -32602;
  private static final int UNDECLARED = -32021;
  private static final String KEY = "io.modelcontextprotocol/";
  private static final Map<String, Object> META =
      Map.of(
          KEY + "protocolVersion",
          ModernClient.VERSION,
          KEY + "clientCapabilities",
          Map.of("extensions", Map.of(KEY + "tasks", Map.of())),
          KEY + "clientInfo",
          Map.of("name", "test", "version", "1"));

  @TempDir Path directory;
  private Host host;
  private ModernClient client;
  private Participant worker;
  private String cwd;
  private Lines tokens;

  @BeforeEach
  void start() throws Exception {
    directory = directory.toRealPath();
    Path shop = Repository.create(directory.resolve("shop"));
    NamedPipe pipe = NamedPipe.make(directory.resolve("tokens"));
    tokens = pipe.lines();
    Path agent = directory.resolve("agent.sh");
    Files.writeString(agent, "echo \"$HERA_TOKEN\" > '" + pipe + "'; exec sleep 300\n");
    host =
        Host.start(
            new HostSettings(
                null,
                directory.resolve("state"),
                List.of(Project.of("shop", shop)),
                List.of(WorkerCommand.parse("/bin/sh '" + agent + "'")),
                Map.of(),
                Integer.MAX_VALUE,
                OptionalInt.of(0),
                FanIn.LIST),
            orchestrator -> {});
    client = new ModernClient(host.url(), host.token());
    cwd = shop.toString();
    client.call(
        "hera_new_orchestrator", Map.of("cwd", cwd, "name", "o", "coordinator_role_name", "lead"));
    Hera hera = host.hera();
    Caller caller = hera.tasks().register(NewTask.named("w"));
    hera.newcomer(caller).join("o", "w", RoleKind.FREELANCE, null, null);
    worker = hera.participant(caller, null);
  }

  @AfterEach
  void stop() {
    host.closeWithWorkers();
  }

  private static Answer ask(ModernClient asking, String method, String name, Map<String, ?> params)
      throws Exception {
    Map<String, Object> all = new LinkedHashMap<>(params);
    all.put("_meta", META);
    return asking.ask(method, all, Map.of("Mcp-Name", name));
  }

  private JsonNode call(String tool, Map<String, ?> arguments) throws Exception {
    return ask(client, "tools/call", tool, Map.of("name", tool, "arguments", arguments)).result();
  }

  private JsonNode wait(int seconds) throws Exception {
    return call("hera_inbox", Map.of("cwd", cwd, "timeout_seconds", seconds));
  }

  private static Answer ask(ModernClient asking, String method, String task) throws Exception {
    return ask(asking, method, task, Map.of("taskId", task));
  }

  private JsonNode look(String task) throws Exception {
    return ask(client, "tasks/get", task).result();
  }

  /** As a client does: asks until it is over. */
  private JsonNode over(String task) throws Exception {
    JsonNode state = look(task);
    while (state.path("status").stringValue().equals("working")) {
      state = look(task);
    }
    return state;
  }

  private void send(String tldr) {
    worker.send(new Outgoing("b", tldr, "lead", Status.WORKING, null));
  }

  private String inbox() throws Exception {
    return client.call("hera_inbox", Map.of("cwd", cwd)).result().toString();
  }

  private String begun(JsonNode result) {
    assertThat(result.path("resultType").stringValue("")).as(result.toString()).isEqualTo("task");
    return result.path("taskId").stringValue();
  }

  /** The answer to a call that may be over before it would become a task. */
  private JsonNode answer(JsonNode result) throws Exception {
    if (result.path("resultType").stringValue("").equals("complete")) {
      return result;
    }
    JsonNode end = over(begun(result));
    assertThat(end.path("status").stringValue()).isEqualTo("completed");
    return end.path("result");
  }

  @Test
  void a_wait_for_a_message_is_a_task_and_ends_with_it() throws Exception {
    String task = begun(wait(100));
    assertThat(look(task).path("status").stringValue()).isEqualTo("working");

    send("news");
    JsonNode end = over(task);

    assertThat(end.path("status").stringValue()).isEqualTo("completed");
    assertThat(end.path("result").path("structuredContent").toString()).contains("news");
    assertThat(look(task).path("result")).isEqualTo(end.path("result"));
    assertThat(inbox()).contains("No unread messages");
  }

  @Test
  void a_wait_without_a_message_ends_with_none() throws Exception {
    JsonNode end = over(begun(wait(1)));

    assertThat(end.path("result").path("structuredContent").path("count").asInt(-1)).isZero();
  }

  @Test
  void what_is_there_is_told_at_once() throws Exception {
    send("old");

    JsonNode result = wait(100);

    assertThat(result.path("resultType").stringValue("")).isEqualTo("complete");
    assertThat(result.toString()).contains("old");
  }

  @Test
  void a_message_for_which_nobody_comes_back_is_kept_for_the_next_call() throws Exception {
    String task = begun(wait(100));

    send("news");

    assertThat(inbox()).contains("news");
    assertThat(over(task).path("result").path("structuredContent").path("count").asInt(-1))
        .isZero();
  }

  @Test
  void an_answer_that_was_lost_is_told_again() throws Exception {
    String task = begun(wait(100));
    send("news");
    for (int i = 0; i < 10; i++) {
      lose(task);
    }

    assertThat(over(task).path("result").toString()).contains("news");
    assertThat(inbox()).contains("No unread messages");
  }

  /** Asks for a task and resets the connection without having read anything. */
  private void lose(String task) throws IOException {
    String body =
        ModernClient.JSON.writeValueAsString(
            Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tasks/get",
                "params",
                Map.of("taskId", task, "_meta", META)));
    String head =
        String.join(
            "\r\n",
            "POST /mcp HTTP/1.1",
            "Host: 127.0.0.1:" + URI.create(host.url()).getPort(),
            "Authorization: Bearer " + host.token(),
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream",
            "MCP-Protocol-Version: " + ModernClient.VERSION,
            "Mcp-Method: tasks/get",
            "Mcp-Name: " + task,
            "Content-Length: " + body.length(),
            "",
            body);
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(host.url()).getPort())) {
      socket.setSoLinger(true, 0);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void a_cancelled_wait_takes_no_message() throws Exception {
    String task = begun(wait(100));

    assertThat(ask(client, "tasks/cancel", task).result().path("resultType").stringValue(""))
        .isEqualTo("complete");
    send("news");

    assertThat(look(task).path("status").stringValue()).isEqualTo("cancelled");
    assertThat(inbox()).contains("news");
  }

  @Test
  void a_start_of_a_worker_and_its_refusal_are_told_as_tasks_or_at_once() throws Exception {
    JsonNode started =
        answer(call("hera_spawn_worker", Map.of("cwd", cwd, "prompt", "p", "role_name", "a")));
    JsonNode refused =
        answer(call("hera_spawn_worker", Map.of("cwd", cwd, "prompt", "p", "project", "no")));

    assertThat(started.path("structuredContent").path("role_name").stringValue("")).isEqualTo("a");
    assertThat(refused.path("isError").booleanValue()).isTrue();
    assertThat(refused.toString()).contains("unknown_project");
  }

  @Test
  void what_is_refused_for_its_arguments_is_no_task() throws Exception {
    JsonNode refused = call("hera_inbox", Map.of("cwd", cwd, "timeout_seconds", 999));

    assertThat(refused.path("resultType").stringValue("")).isEqualTo("complete");
    assertThat(refused.toString()).contains("invalid_argument");
  }

  @Test
  void nobody_else_is_told_of_a_task_nor_can_end_it() throws Exception {
    answer(call("hera_spawn_worker", Map.of("cwd", cwd, "prompt", "p", "role_name", "a")));
    ModernClient other = new ModernClient(host.url(), tokens.await(line -> !line.isEmpty()));
    String task = begun(wait(100));

    assertThat(ask(other, "tasks/get", task).error()).isEqualTo(NO_SUCH_TASK);
    assertThat(ask(other, "tasks/cancel", task).error()).isEqualTo(NO_SUCH_TASK);
    Map<String, Object> update = Map.of("taskId", task, "inputResponses", Map.of());
    assertThat(ask(other, "tasks/update", task, update).error()).isEqualTo(NO_SUCH_TASK);
    assertThat(look(task).path("status").stringValue()).isEqualTo("working");
    assertThat(ask(client, "tasks/get", "no such").error()).isEqualTo(NO_SUCH_TASK);
  }

  @Test
  void a_client_that_does_not_say_that_it_can_wait_for_tasks_gets_none() throws Exception {
    String task = begun(wait(100));
    JsonNode waited = client.call("hera_inbox", Map.of("cwd", cwd, "timeout_seconds", 1)).result();

    assertThat(waited.path("resultType").stringValue("")).isEqualTo("complete");
    Answer asked = client.ask("tasks/get", Map.of("taskId", task), Map.of("Mcp-Name", task));
    assertThat(asked.error()).isEqualTo(UNDECLARED);
    assertThat(asked.message().path("error").path("data").toString()).contains(KEY + "tasks");
  }
}
