package dev.hera.examples.host;

import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.examples.host.server.HostShare;
import dev.hera.examples.host.server.ReadyFile;
import dev.hera.examples.host.server.Repositories;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.examples.host.webhook.WebhookSecret;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.WorkerCommand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hera serve}: a host until it is told to stop. */
@Command(
    name = "serve",
    description = "Run the host: MCP over HTTP at http://127.0.0.1:PORT/mcp.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Runnable {
  /** Has the host take any port where neither its last one nor the default one is free. */
  static final String ANY_PORT = "--any-port";

  @Option(
      names = "--store",
      paramLabel = "KIND:PATH",
      description = {
        "the store, sqlite:PATH, h2:PATH or postgres://HOST/DATABASE; by default hera.db in the",
        "state directory"
      })
  private @Nullable String store;

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private StateOptions state;

  @Option(
      names = "--project",
      paramLabel = "NAME=DIR",
      description = "a git repository for workers, repeatable; by default the current one")
  private @Nullable List<String> projects;

  @Option(
      names = "--worker",
      paramLabel = "[NAME=]PRESET|'COMMAND ...'",
      description = {
        "what runs nodes: a preset (see hera workers) or a command, which no shell reads;",
        "repeatable, a node's backend names one, the first is the default;",
        "without it ready nodes stay ready"
      })
  private List<String> workers = List.of();

  @Option(
      names = "--project-worker",
      paramLabel = "PROJECT=NAME",
      description = "the worker of a project's nodes that name none, repeatable")
  private Map<String, String> projectWorkers = Map.of();

  @Option(
      names = "--max-workers",
      paramLabel = "N",
      description = "how many workers may live at once; by default any number")
  private int maxWorkers = Integer.MAX_VALUE;

  @Option(
      names = "--capacity",
      paramLabel = "N",
      description =
          "how many workers this host runs at once, of several on one store; by default any")
  private @Nullable Integer capacity;

  @Option(
      names = "--host-name",
      paramLabel = "NAME",
      description = "what this host is called beside others; by default as its machine")
  private @Nullable String hostName;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "the port; 0 for any free one; by default the last one, else 7437")
  private @Nullable Integer port;

  /** For a host that nobody is there to start with another port. */
  @Option(names = ANY_PORT, hidden = true)
  private boolean anyPort;

  @Option(
      names = "--ready-file",
      paramLabel = "PATH",
      description = "a JSON file with url, token, dashboard and pid, written once it listens")
  private @Nullable Path readyFile;

  @Option(
      names = "--fan-in",
      paramLabel = "list|merge",
      description = "name the blockers' branches to a worker, or merge them first; by default list")
  private String fanIn = "list";

  @SuppressWarnings("NullAway.Init")
  @Mixin
  private WebhookOptions webhooks;

  @Option(names = "--stop-workers", description = "end the workers when the host stops")
  private boolean stopWorkers;

  private volatile boolean serving;

  @SuppressWarnings("NullAway.Init")
  @Spec
  private CommandSpec spec;

  @Override
  public void run() {
    StateFolder.requireFree(state.directory());
    HostSettings settings = settings();
    Optional<ReadyFile> ready = Optional.ofNullable(readyFile).map(ReadyFile::new);
    ready.ifPresent(ReadyFile::clear);
    Host host = Host.start(settings, orchestrator -> {});
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(host), "hera-stop"));
    serving = true; // whoever reads the ready file may tell the host to stop
    try {
      ready.ifPresent(file -> file.write(host));
      tell(host, settings);
    } catch (RuntimeException e) {
      serving = false;
      throw e;
    }
    awaitSignal();
  }

  private static void awaitSignal() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** To be told to stop is no failure, so the process then ends with 0. */
  private void stop(Host host) {
    if (stopWorkers) {
      tellLeft(host.closeWithWorkers());
    } else {
      host.close();
    }
    if (serving) {
      Runtime.getRuntime().halt(ExitCode.FINE.value());
    }
  }

  private void tellLeft(List<String> left) {
    if (!left.isEmpty()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("Of the workers could not be ended: " + String.join(", ", left));
      err.flush();
    }
  }

  private HostSettings settings() {
    if (maxWorkers < 1) {
      throw CannotRunException.usage("--max-workers needs a number of at least 1");
    }
    return new HostSettings(
        store == null ? null : StoreAddress.parse(store),
        state.directory(),
        Repositories.find(projects),
        workers.stream().map(WorkerCommand::parse).toList(),
        checkedProjectWorkers(),
        maxWorkers,
        checkedPort(),
        anyPort,
        checkedFanIn(),
        webhooks.settings(),
        new HostShare(hostName, capacity));
  }

  private Map<String, String> checkedProjectWorkers() {
    if (workers.isEmpty() && !projectWorkers.isEmpty()) {
      throw CannotRunException.usage("--project-worker needs a --worker that it names");
    }
    return projectWorkers;
  }

  private OptionalInt checkedPort() {
    if (port == null) {
      return OptionalInt.empty();
    }
    if (port < 0 || port > 65_535) {
      throw CannotRunException.usage("--port needs a number from 0 to 65535");
    }
    return OptionalInt.of(port);
  }

  private static boolean isAsked(OptionalInt port) {
    return port.orElse(0) != 0;
  }

  private FanIn checkedFanIn() {
    return switch (fanIn.toLowerCase(Locale.ROOT)) {
      case "list" -> FanIn.LIST;
      case "merge" -> FanIn.MERGE;
      default -> throw CannotRunException.usage("--fan-in needs list or merge");
    };
  }

  private void tell(Host host, HostSettings settings) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Hera listens at " + host.url() + " for projects " + settings.projects());
    err.println(
        "The dashboard, once within ten minutes: "
            + host.dashboardLink()
            + " (./hera open prints a new link)");
    err.println("The operator's token is in " + settings.state().resolve("operator.token"));
    if (settings.webhooks().isSignedByState()) {
      err.println(
          "Webhooks are signed with the secret in " + settings.state().resolve(WebhookSecret.FILE));
    }
    if (settings.workers().isEmpty()) {
      err.println("No --worker was given: nodes become ready and stay so, none is started");
    }
    List<String> stranded = host.strandedWorkers();
    if (!stranded.isEmpty()) {
      err.println(
          (isAsked(settings.port()) ? "This is not the last port" : "The last port was not free")
              + ", so these running workers cannot reach this host: "
              + String.join(", ", stranded));
    }
    err.flush();
  }
}
