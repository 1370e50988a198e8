package dev.hera;

import dev.hera.plan.Gate;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requests the launches and opens the holds that stored gates ask for and that nobody stored, as
 * another tool leaves them that writes plans through the SPI (G8, G13).
 */
final class GateRepair {
  private final Engine engine;
  private volatile boolean done;

  GateRepair(Engine engine) {
    this.engine = engine;
  }

  /** Repairs every active orchestrator, once in the life of a Hera: its own changes need none. */
  void once() {
    if (done) {
      return;
    }
    for (Orchestrator orchestrator : engine.read(step -> step.tx().orchestrators().listActive())) {
      if (!engine.read(step -> neglected(step, orchestrator.id())).isEmpty()) {
        engine.write(step -> repair(step, orchestrator.id()));
      }
    }
    done = true;
  }

  private static boolean repair(Step step, OrchestratorId orchestrator) {
    List<Gate> neglected = neglected(step, orchestrator);
    neglected.forEach(step.propagation()::neglected);
    return !neglected.isEmpty();
  }

  /** The planned nodes without the launch or a hold that their gates ask for, in role-id order. */
  private static List<Gate> neglected(Step step, OrchestratorId orchestrator) {
    Set<RoleId> launched =
        step.tx().launches().list(orchestrator).stream()
            .map(Launch::role)
            .collect(Collectors.toSet());
    return step.tx().gates().list(orchestrator).stream()
        .filter(Gate::planned)
        .filter(
            gate ->
                (gate.isReady() && !launched.contains(gate.role()))
                    || gate.failed() > holds(step, gate))
        .toList();
  }

  private static long holds(Step step, Gate gate) {
    return gate.failed() == 0
        ? 0
        : step.tx().holds().listOpen(gate.role()).stream()
            .filter(hold -> hold.reason() == HoldReason.BLOCKER_FAILED)
            .count();
  }
}
