package dev.hera.examples.host.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.examples.host.Repository;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The protocol's own package for the extension for tasks waits for a message. */
@Timeout(240)
class TaskClientTest {
  @TempDir Path directory;

  @Test
  void the_package_of_the_extension_waits_for_a_message_by_a_task() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    Path desk = Files.createDirectory(directory.resolve("desk")).toRealPath();
    HostSettings settings =
        new HostSettings(
            null,
            directory.resolve("state"),
            List.of(Project.of("shop", shop)),
            List.of(),
            Map.of(),
            1,
            OptionalInt.of(0),
            FanIn.LIST);
    try (Host host = Host.start(settings, orchestrator -> {})) {
      Hera hera = host.hera();
      Caller lead = hera.tasks().register(new NewTask("lead", "shop", desk.toString(), null));
      hera.newcomer(lead).newOrchestrator("o", "lead");
      Caller caller = hera.tasks().register(NewTask.named("w"));
      hera.newcomer(caller).join("o", "w", RoleKind.FREELANCE, null, null);
      Participant sender = hera.participant(caller, null);
      String wait = "{\"cwd\": \"" + desk + "\", \"timeout_seconds\": 100}";
      ProcessBuilder program =
          NodeTools.program(NodeTools.script("tasks.mjs"), List.of(host.url(), "hera_inbox", wait));
      program.environment().put("MCP_TOKEN", host.token());
      Process process = program.redirectErrorStream(true).start();
      try (BufferedReader lines = process.inputReader()) {
        assertThat(lines.readLine()).isEqualTo("tools/call working");

        sender.send(new Outgoing("b", "news", "lead", Status.WORKING, null));

        assertThat(lines.lines().toList())
            .contains("tasks/get completed")
            .last()
            .asString()
            .contains("news")
            .contains("\"count\":1");
        assertThat(process.waitFor()).isZero();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
