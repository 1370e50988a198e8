package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A call that says its directory costs no process, whoever calls from wherever in a worktree. */
@Timeout(120)
class NoProcessTest {
  @TempDir Path directory;
  private SharedSession client;
  private String token;

  private void call(Path cwd, String tool, String... namesAndValues) throws Exception {
    Map<String, Object> arguments = new HashMap<>(Map.of("cwd", cwd.toString()));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    client.call(token, tool, arguments).fine();
  }

  @Test
  void a_call_with_a_directory_starts_no_process() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    Path below = Files.createDirectories(shop.resolve("src/main"));
    Path tree = shop.resolveSibling("tree");
    String[] add = {"git", "-C", shop.toString(), "worktree", "add", "-q", tree.toString()};
    assertThat(new ProcessBuilder(add).start().waitFor()).isZero();
    Path log = directory.resolve("processes.jfr");
    HostSettings settings =
        new HostSettings(
            null,
            directory.resolve("state"),
            List.of(Project.of("shop", shop)),
            List.of(),
            Map.of(),
            Integer.MAX_VALUE,
            OptionalInt.of(0),
            FanIn.LIST);
    try (Host host = Host.start(settings, orchestrator -> {});
        Recording recording = new Recording()) {
      token = host.token();
      client = new SharedSession(host.url(), token);
      recording.enable("jdk.ProcessStart");
      recording.start();
      call(below, "hera_new_orchestrator", "name", "o", "coordinator_role_name", "lead");
      call(tree, "hera_join", "orchestrator", "o", "role_name", "w", "kind", "worker");
      for (String status : List.of("working", "blocked", "idle")) {
        call(tree, "hera_status", "status", status);
      }
      call(tree, "hera_send", "status", "working", "tldr", "t", "body", "b");
      call(below, "hera_inbox");
      call(below, "hera_plan_show");
      call(shop, "hera_explain", "name", "w");
      call(shop, "hera_tree_updates");
      new ProcessBuilder("/bin/true").start().waitFor();
      recording.stop();
      recording.dump(log);
    }
    assertThat(RecordingFile.readAllEvents(log))
        .extracting(event -> event.getString("command"))
        .containsExactly("/bin/true");
  }
}
