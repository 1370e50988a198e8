package dev.hera.examples.host;

import dev.hera.Coordinator;
import dev.hera.examples.host.RawHttp.Answer;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.NodeKind;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests that share a host, in whose plan one node failed and the next is held, and ask its port.
 */
abstract class ServedDashboard {
  @TempDir static Path directory;
  static Host host;
  static int port;
  static Coordinator lead;

  @BeforeAll
  static void start() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    host =
        Host.start(
            new HostSettings(
                null,
                directory.resolve("state"),
                List.of(Project.of("shop", shop)),
                List.of(WorkerCommand.parse("/bin/echo it worked")),
                Map.of(),
                1,
                OptionalInt.of(0),
                FanIn.LIST),
            orchestrator -> {});
    port = URI.create(host.url()).getPort();
    lead = host.hera().newOrchestrator("shop", "lead");
    lead.submit(
        Plan.builder()
            .node(new Plan.Node("1a-seed", NodeKind.WORKER, "Begin", null, "shop"))
            .node(new Plan.Node("2a-next", NodeKind.WORKER, "Go on", null, "shop"))
            .after("1a-seed")
            .build());
    lead.awaitOutcome(Duration.ofSeconds(90));
    lead.send(Outgoing.to("2a-next", "soon", "You go on soon."));
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  static Answer get(String path, String... headers) throws Exception {
    List<String> all = new ArrayList<>(List.of(headers));
    if (all.stream().noneMatch(header -> header.startsWith("Host:"))) {
      all.add("Host: 127.0.0.1:" + port);
    }
    all.add("Connection: close");
    return RawHttp.send(port, "GET " + path + " HTTP/1.1", all, new byte[0]);
  }

  static String bearer() {
    return "Authorization: Bearer " + host.token();
  }
}
