package dev.hera.work;

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
public final class GateRepair {
  private final UnitsOfWork units;
  private volatile boolean done;

  public GateRepair(UnitsOfWork units) {
    this.units = units;
  }

  /** Repairs every active orchestrator, once in the life of a Hera: its own changes need none. */
  public void once() {
    if (done) {
      return;
    }
    for (Orchestrator orchestrator : units.read(unit -> unit.tx().orchestrators().listActive())) {
      if (!units.read(unit -> neglected(unit, orchestrator.id())).isEmpty()) {
        units.write(unit -> repair(unit, orchestrator.id()));
      }
    }
    done = true;
  }

  private static boolean repair(UnitOfWork unit, OrchestratorId orchestrator) {
    List<Gate> neglected = neglected(unit, orchestrator);
    neglected.forEach(unit.propagation()::neglected);
    return !neglected.isEmpty();
  }

  /** The planned nodes without the launch or a hold that their gates ask for, in role-id order. */
  private static List<Gate> neglected(UnitOfWork unit, OrchestratorId orchestrator) {
    Set<RoleId> launched =
        unit.tx().launches().list(orchestrator).stream()
            .map(Launch::role)
            .collect(Collectors.toSet());
    return unit.tx().gates().list(orchestrator).stream()
        .filter(Gate::planned)
        .filter(
            gate ->
                (gate.isReady() && !launched.contains(gate.role()))
                    || gate.failed() > holds(unit, gate))
        .toList();
  }

  private static long holds(UnitOfWork unit, Gate gate) {
    return gate.failed() == 0
        ? 0
        : unit.tx().holds().listOpen(gate.role()).stream()
            .filter(hold -> hold.reason() == HoldReason.BLOCKER_FAILED)
            .count();
  }
}
