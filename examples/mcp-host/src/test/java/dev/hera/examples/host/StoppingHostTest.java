package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.WaitingClient.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What becomes of the calls that run while a host stops (H7). */
@Timeout(120)
class StoppingHostTest {
  @TempDir Path directory;
  private Path shop;
  private Path home;
  private Path readyFile;
  private NamedPipe go;
  private Lines happened;
  private final List<HeraProcess> hosts = new ArrayList<>();

  /** Its files are checked out when the test says so. */
  @BeforeEach
  void repository() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    home = Files.createDirectory(directory.resolve("home"));
    readyFile = directory.resolve("ready.json");
    go = NamedPipe.make(directory.resolve("go"));
    NamedPipe events = NamedPipe.make(directory.resolve("events"));
    happened = events.lines();
    Path smudge = home.resolve("smudge.sh");
    Files.writeString(smudge, "echo checkout > " + events + "\nread word < " + go + "\ncat\n");
    Files.writeString(
        home.resolve(".gitconfig"),
        "[filter \"held\"]\n smudge = sh " + smudge + "\n clean = cat\n required = true\n");
    Files.writeString(shop.resolve("held.txt"), "held\n");
    Files.writeString(shop.resolve(".gitattributes"), "held.txt filter=held\n");
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "held");
    Files.writeString(directory.resolve("worker.sh"), "echo worker > " + events + "\n");
  }

  private void git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", shop.toString()));
    command.addAll(Arrays.asList(words));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  @AfterEach
  void end() {
    hosts.forEach(HeraProcess::close);
  }

  private HeraProcess serve() throws Exception {
    Files.deleteIfExists(readyFile);
    HeraProcess host =
        HeraProcess.start(
            shop,
            Map.of("HOME", home.toString()),
            List.of(),
            List.of(
                "serve",
                "--ready-file",
                readyFile.toString(),
                "--state",
                directory.resolve("state").toString(),
                "--port",
                "0",
                "--worker",
                "/bin/sh " + directory.resolve("worker.sh")));
    hosts.add(host);
    host.awaitError("The operator's token is in ");
    return host;
  }

  private WaitingClient client(boolean sessions) throws IOException {
    JsonNode ready = HeraProcess.ready(readyFile);
    String url = ready.path("url").stringValue();
    String token = ready.path("token").stringValue();
    return sessions ? new WaitingClient(url, token) : WaitingClient.modern(url, token);
  }

  private Call call(WaitingClient client, int id, String tool, String more) throws IOException {
    return client.call(id, tool, "{\"cwd\":\"" + shop + "\"" + more + "}", "");
  }

  private static final String SPAWN =
      ",\"prompt\":\"work\",\"role_name\":\"w\",\"idempotency_key\":\"once\"";

  /** Asks until the host takes no more calls. */
  private void awaitStopping(WaitingClient client) throws IOException {
    int id = 1_000;
    String answer;
    do {
      try (Call asked = call(client, id++, "hera_plan_show", "")) {
        answer = asked.answer();
      }
    } while (!answer.contains("this host is stopping"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_start_that_is_asked_for_is_answered_and_a_wait_keeps_nobody_waiting(boolean sessions)
      throws Exception {
    HeraProcess host = serve();
    WaitingClient client = client(sessions);
    try (Call open =
        call(
            client,
            1,
            "hera_new_orchestrator",
            ",\"name\":\"o\",\"coordinator_role_name\":\"lead\"")) {
      assertThat(open.answer()).contains("\"isError\":false");
    }
    String answer;
    try (Call wait = call(client, 2, "hera_inbox", ",\"timeout_seconds\":120");
        Call spawn = call(client, 3, "hera_spawn_worker", SPAWN)) {
      happened.await("checkout"::equals);
      CompletableFuture<Integer> ended = stop(host);
      awaitStopping(client);
      assertThat(wait.answer()).contains("\"count\":0", "\"isError\":false");
      assertThat(ended).as("while a call runs").isNotDone();
      Files.writeString(go.path(), "on\n");
      answer = spawn.answer();
      assertThat(ended.get(60, TimeUnit.SECONDS)).isZero();
    }
    assertThat(answer).contains("\"role_name\":\"w\"", "\"isError\":false");
    happened.await("worker"::equals);

    HeraProcess next = serve();
    try (Call again = call(client(sessions), 4, "hera_spawn_worker", SPAWN)) {
      assertThat(again.answer()).contains("\"role_name\":\"w\"", "\"isError\":false");
    }
    assertThat(next.stop()).isZero();
    assertThat(runs()).containsExactly("run-1-1");
  }

  private static CompletableFuture<Integer> stop(HeraProcess host) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return host.stop();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** The runs of all workers that were started. */
  private List<String> runs() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("state/launches"), 2)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("run-"))
          .toList();
    }
  }
}
