package dev.hera.examples.host.operator;

import dev.hera.Hera;
import dev.hera.launcher.git.WorkerRecords;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchOrigin;
import dev.hera.result.Archived;
import dev.hera.view.PlanView;
import java.util.List;

/** The operations on a store that this process has open. Thread-safe. */
public final class StoreOperations implements Operations {
  private final Hera hera;
  private final WorkerRecords workers;

  /**
   * @param workers those of the state directory
   */
  public StoreOperations(Hera hera, WorkerRecords workers) {
    this.hera = hera;
    this.workers = workers;
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
