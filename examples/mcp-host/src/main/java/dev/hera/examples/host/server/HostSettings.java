package dev.hera.examples.host.server;

import dev.hera.examples.host.state.StoreAddress;
import dev.hera.examples.host.webhook.WebhookSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a host is asked to be.
 *
 * @param store null for the one in the state directory
 * @param workers what runs nodes, the default first; none leaves ready nodes ready
 * @param projectWorkers names of these by names of projects, where they differ from the default
 * @param port empty for the last one, else the default one; 0 for the last one, else any
 * @param anyPort whether any will do where the default one is not free
 * @param share what the host is among those that share its store
 */
public record HostSettings(
    @Nullable StoreAddress store,
    Path state,
    List<Project> projects,
    List<WorkerCommand> workers,
    Map<String, String> projectWorkers,
    int maxWorkers,
    OptionalInt port,
    boolean anyPort,
    FanIn fanIn,
    WebhookSettings webhooks,
    HostShare share) {
  static final int DEFAULT_PORT = 7437;

  public HostSettings {
    projects = List.copyOf(projects);
    workers = List.copyOf(workers);
    projectWorkers = Map.copyOf(projectWorkers);
  }

  /** A host that tells nobody elsewhere, and is called as its machine. */
  public HostSettings(
      @Nullable StoreAddress store,
      Path state,
      List<Project> projects,
      List<WorkerCommand> workers,
      Map<String, String> projectWorkers,
      int maxWorkers,
      OptionalInt port,
      FanIn fanIn) {
    this(
        store,
        state,
        projects,
        workers,
        projectWorkers,
        maxWorkers,
        port,
        false,
        fanIn,
        WebhookSettings.NONE,
        HostShare.ANY);
  }
}
