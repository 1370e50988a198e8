package dev.hera.examples.host.team;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.Lines;
import dev.hera.examples.host.NamedPipe;
import dev.hera.examples.host.Repository;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A real host whose workers are processes that only tell their token, so that a test can speak for
 * them. The first session of a role whose name ends in {@code dies} ends without a word.
 */
final class TeamHost implements AutoCloseable {
  private static final String AGENT =
      """
      case "$HERA_ROLE" in
        *dies) if mkdir "$1.$HERA_ORCHESTRATOR.$HERA_ROLE" 2>&-; then exit 3; fi ;;
      esac
      printf '%s/%s %s\\n' "$HERA_ORCHESTRATOR" "$HERA_ROLE" "$HERA_TOKEN" > "$1"
      exec sleep 600
      """;

  private final Path shop;
  private final Lines started;
  private final Host host;
  private final List<Agent> agents = new ArrayList<>();

  TeamHost(Path directory) throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    NamedPipe pipe = NamedPipe.make(directory.resolve("started"));
    started = pipe.lines();
    Path agent = Files.writeString(directory.resolve("agent.sh"), AGENT);
    host =
        Host.start(
            new HostSettings(
                null,
                directory.resolve("state"),
                List.of(Project.of("shop", shop)),
                List.of(WorkerCommand.parse("/bin/sh '" + agent + "' '" + pipe + "'")),
                Map.of(),
                Integer.MAX_VALUE,
                OptionalInt.of(0),
                FanIn.LIST),
            orchestrator -> {});
  }

  /** An agent of the operator's that knows nothing but the directory that it is in. */
  Agent newcomer() {
    return newcomer(shop);
  }

  Agent newcomer(Path cwd) {
    return kept(new Agent(host.url(), host.token(), Map.of("cwd", cwd.toString())));
  }

  /** The worker of a node, once its process runs. */
  Agent worker(String orchestrator, String role) throws InterruptedException {
    String line = started.await(one -> one.startsWith(orchestrator + "/" + role + " "));
    return kept(new Agent(host.url(), line.split(" ", 2)[1], Map.of()));
  }

  /** Ends what a test left. */
  void archiveAll() {
    host.hera().orchestrators().forEach(host.hera()::archive);
  }

  private Agent kept(Agent agent) {
    agents.add(agent);
    return agent;
  }

  @Override
  public void close() {
    agents.forEach(Agent::close);
    assertThat(host.closeWithWorkers()).isEmpty();
  }
}
