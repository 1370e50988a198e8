package dev.hera.examples.host.operator;

import dev.hera.Hera;
import dev.hera.KnownHosts;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchOrigin;
import dev.hera.result.Archived;
import dev.hera.view.PlanView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations on a store that this process has open. Thread-safe. */
public final class StoreOperations implements Operations {
  private final Hera hera;
  private final WorkerRecords workers;
  private final @Nullable String here;

  /**
   * @param workers those of the state directory
   * @param here the id of its host, or null when it never had one
   */
  public StoreOperations(Hera hera, WorkerRecords workers, @Nullable String here) {
    this.hera = hera;
    this.workers = workers;
    this.here = here;
  }

  @Override
  public List<OrchestratorLine> orchestrators() {
    return hera.overview().orchestrators().stream().map(OrchestratorLine::of).toList();
  }

  @Override
  public PlanView plan(String orchestrator) {
    return hera.plan(orchestrator);
  }

  @Override
  public List<LaunchOrigin> launches() {
    return hera.overview().origins(workers.keys());
  }

  @Override
  public List<HostEntry> hosts() {
    KnownHosts hosts = hera.hosts();
    return hosts.list().stream()
        .map(load -> HostEntry.of(load, hosts.isAlive(load.host()), here))
        .toList();
  }

  @Override
  public HostEntry drain(@Nullable String host, boolean undo) {
    String name = host == null ? nameHere() : known(host.strip());
    if (undo) {
      hera.hosts().undrain(name);
    } else {
      hera.hosts().drain(name);
    }
    return hosts().stream().filter(entry -> entry.name().equals(name)).findFirst().orElseThrow();
  }

  private String known(String name) {
    List<String> names = hosts().stream().map(HostEntry::name).sorted().toList();
    if (!names.contains(name)) {
      throw new NotFoundException("host", "host", name, "there are: " + String.join(", ", names));
    }
    return name;
  }

  private String nameHere() {
    return hosts().stream()
        .filter(HostEntry::here)
        .findFirst()
        .map(HostEntry::name)
        .orElseThrow(
            () ->
                new InvalidArgumentException(
                    "host", "no host of this state directory starts workers; name one"));
  }

  @Override
  public Archived archive(String orchestrator) {
    return hera.archive(orchestrator);
  }

  @Override
  public void decide(String orchestrator, String role, LaunchDecision decision) {
    switch (decision) {
      case ADOPT -> hera.unknownLaunches().adopt(orchestrator, role);
      case RETRY -> hera.unknownLaunches().retry(orchestrator, role);
      case GIVE_UP -> hera.unknownLaunches().giveUp(orchestrator, role);
    }
  }
}
