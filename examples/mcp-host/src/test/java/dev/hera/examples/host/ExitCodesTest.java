package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class ExitCodesTest {
  @TempDir Path directory;
  private Path shop;
  private Path state;

  @BeforeEach
  void repository() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    state = directory.resolve("state");
  }

  private record Ended(int code, String errors) {}

  private static Ended hera(String... arguments) {
    StringWriter errors = new StringWriter();
    CommandLine command = HeraCommand.commandLine().setErr(new PrintWriter(errors));
    return new Ended(command.execute(arguments), errors.toString());
  }

  private Ended serve(String... more) {
    List<String> arguments = new ArrayList<>(List.of("serve", "--project", "shop=" + shop));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--port")) {
      arguments.addAll(List.of("--port", "0"));
    }
    return hera(arguments.toArray(String[]::new));
  }

  private static void refused(Ended ended, int code, String why) {
    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.errors().lines()).hasSize(1);
    assertThat(ended.errors()).contains(why).doesNotContain("Exception").doesNotContain("\tat ");
  }

  private void refused(int code, String why, String... more) {
    refused(serve(more), code, why);
  }

  @Test
  void refuses_what_no_command_line_may_say() {
    refused(hera(), 2, "no command was given");
    refused(hera("dance"), 2, "dance");
    refused(hera("serve", "--dance"), 2, "--dance");
    refused(hera("serve", "--port", "many"), 2, "--port");
    refused(2, "--port", "--port", "65536");
    refused(2, "--max-workers", "--max-workers", "0");
    refused(2, "--fan-in", "--fan-in", "guess");
    refused(2, "--project", "--project", "shop");
    refused(2, "shop", "--project", "shop=" + shop);
    refused(2, "KIND:PATH", "--store", "h2:");
    refused(2, "KIND:PATH", "--store", "hera.db");
    refused(2, "postgres://host/database", "--store", "postgres:hera");
    refused(2, "HERA_POSTGRES_PASSWORD", "--store", "postgres://me:s3cret@host/hera");
    refused(2, "HERA_POSTGRES_PASSWORD", "--store", "postgres://host/hera?password=s3cret");
    refused(hera("demo", "--keep", shop.toString()), 2, "not empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org/hook",
        "ftp://example.org/hook",
        "file:///etc/passwd",
        "http:///hook",
        "http://me:hidden@example.org/",
        "http://example.org/#hidden",
        "http://example.org:65536/",
        "http://exa mple.org/",
      })
  void refuses_where_no_webhook_can_go(String url) {
    Ended ended = serve("--webhook", "http://example.org/", "--webhook", url);
    refused(ended, 2, "--webhook needs an http or https URL");
    assertThat(ended.errors()).doesNotContain("hidden");
  }

  @Test
  void refuses_secrets_of_webhooks_that_are_none() throws Exception {
    String url = "http://127.0.0.1:9/";
    Path file = Files.writeString(directory.resolve("secret"), "hidden\n");
    Ended ended = serve("--webhook", url, "--webhook-secret-file", file.toString());
    refused(ended, 2, "--webhook-secret-file " + file + " needs whsec_");
    assertThat(ended.errors()).doesNotContain("hidden");
    Path none = directory.resolve("none");
    refused(2, "is not there", "--webhook", url, "--webhook-secret-file", none.toString());
    refused(2, "cannot be read", "--webhook", url, "--webhook-secret-file", shop.toString());
    refused(2, "needs a --webhook", "--webhook-secret-file", file.toString());
  }

  @Test
  void refuses_worker_commands_that_cannot_run() {
    String[] commands = {"", "no-such-program {prompt}", "git {promt}", "git 'open"};
    for (String command : commands) {
      refused(2, "worker command", "--state", state.toString(), "--worker", command);
    }
  }

  @Test
  void refuses_a_directory_that_is_no_repository() throws Exception {
    Path plain = Files.createDirectory(directory.resolve("plain"));
    refused(hera("serve", "--project", "p=" + plain), 2, "not in a git repository");
    refused(hera("serve", "--project", "p=" + directory.resolve("no")), 2, "no directory");
    Path broken = Files.createDirectory(directory.resolve("line\nbreak"));
    refused(hera("serve", "--project", "p=" + broken), 2, "line break");
    try (HeraProcess process =
        HeraProcess.start(
            plain, Map.of(), List.of(), List.of("serve", "--state", state.toString()))) {
      assertThat(process.exitCode()).isEqualTo(2);
      assertThat(process.errors()).hasSize(1);
    }
    assertThat(state).doesNotExist();
  }

  @Test
  void refuses_to_run_without_git() throws Exception {
    for (String command : List.of("serve", "demo")) {
      try (HeraProcess process =
          HeraProcess.start(
              shop,
              Map.of("PATH", directory.toString(), "HOME", directory.toString()),
              List.of("-Djava.io.tmpdir=" + directory),
              List.of(command))) {
        assertThat(process.exitCode()).isEqualTo(2);
        assertThat(process.errors()).singleElement().asString().contains("git");
      }
    }
  }

  @Test
  void refuses_a_taken_port() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      refused(2, "port " + port + " is taken", "--state", state.toString(), "--port", port);
    }
    assertThat(state).doesNotExist();
  }

  @Test
  void refuses_a_state_directory_that_cannot_be_written_or_would_be_committed() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));
    refused(2, "state directory", "--state", file.toString());
    refused(2, "state directory", "--state", file.resolve("below").toString());
    refused(2, "lies in project", "--state", shop.resolve("state").toString());
    assertThat(shop.resolve("state")).doesNotExist();
    refused(2, "lies in project", "--state", shop.resolve("x/y/state").toString());
    assertThat(shop.resolve("x")).doesNotExist();
    Path there = Files.createDirectory(shop.resolve("there"));
    refused(2, "lies in project", "--state", there.toString());
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void refuses_a_store_that_is_none_and_leaves_it_as_it_is() throws Exception {
    Path notes = Files.writeString(directory.resolve("notes.txt"), "remember the milk\n");
    refused(3, notes.toString(), "--state", state.toString(), "--store", "sqlite:" + notes);
    assertThat(notes).hasContent("remember the milk\n");
    refused(3, "missing", "--state", state.toString(), "--store", "sqlite:/missing/hera.db");
    assertThat(state).doesNotExist();
  }

  @Test
  void refuses_a_ready_file_without_a_directory() {
    refused(2, "--ready-file", "--ready-file", directory.resolve("no/ready.json").toString());
  }
}
