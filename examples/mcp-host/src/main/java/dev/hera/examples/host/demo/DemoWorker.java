package dev.hera.examples.host.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A worker that follows a script instead of a model: checks in, waits for the go of its
 * coordinator, does what its {@link WorkerScript} says, and reports.
 */
public final class DemoWorker {
  private static final Duration WAIT = Duration.ofMinutes(2);

  private final WorkerConnection hera;
  private final WorkerScript mission;
  private final WorkTree tree;
  private final String role;

  private DemoWorker(WorkerConnection hera, WorkerScript mission, WorkTree tree, String role) {
    this.hera = hera;
    this.mission = mission;
    this.tree = tree;
    this.role = role;
  }

  /** Runs in the worktree, with the variables that a host gives each worker. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    DemoWorker worker =
        new DemoWorker(
            new WorkerConnection(given("HERA_MCP_URL"), given("HERA_TOKEN")),
            WorkerScript.of(Files.readString(Path.of(given("HERA_PROMPT_FILE")))),
            new WorkTree(Path.of("").toAbsolutePath()),
            given("HERA_ROLE"));
    worker.run(given("HERA_LAUNCH_KEY"));
  }

  private static String given(String variable) {
    String value = System.getenv(variable);
    if (value == null) {
      throw new IllegalStateException(variable + " is not set; a host starts this program");
    }
    return value;
  }

  private void run(String key) throws IOException, InterruptedException {
    send("working", "checked in", "I am here and wait for your go.");
    await();
    if (mission.failsOnce()) {
      send("failed", "failed: a tool is missing", "Tell me how to go on and I try again.");
      await();
      send("working", "trying again", "Thank you, I go on.");
    }
    for (String file : mission.notes()) {
      Files.write(
          Path.of(file),
          (role + " " + key + "\n").getBytes(StandardCharsets.UTF_8),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    }
    for (String file : mission.writes()) {
      tree.commit(file, role + " wrote this and saw: " + String.join(", ", tree.files()) + "\n");
    }
    send("done", "done: " + String.join(", ", mission.writes()), "It is committed on my branch.");
  }

  private void send(String status, String tldr, String body)
      throws IOException, InterruptedException {
    hera.call("hera_send", Map.of("status", status, "tldr", tldr, "body", body));
  }

  private void await() throws IOException, InterruptedException {
    JsonNode inbox;
    do {
      inbox = hera.call("hera_inbox", Map.of("timeout_seconds", WAIT.toSeconds()));
    } while (inbox.path("count").intValue(0) == 0);
  }
}
