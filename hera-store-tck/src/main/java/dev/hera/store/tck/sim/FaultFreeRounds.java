package dev.hera.store.tck.sim;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.spi.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a simulation, without faults: everything must come to rest in a state with a reason.
 */
final class FaultFreeRounds {
  private static final int ROUNDS = 80;
  private static final Duration ROUND = Duration.ofSeconds(World.LEASE_SECONDS + 1L);

  private final World world;
  private final SimulatedCoordinator coordinator;

  FaultFreeRounds(World world, SimulatedCoordinator coordinator) {
    this.world = world;
    this.coordinator = coordinator;
  }

  void run() {
    world.faults.end();
    world.freeHosts().forEach(host -> host.store().disarm());
    List<String> stuck = List.of();
    for (int round = 0; round < ROUNDS; round++) {
      round();
      stuck = stuck();
      if (stuck.isEmpty() && world.alive().isEmpty()) {
        return;
      }
    }
    throw new Breach("stuck without faults: " + stuck + ", running: " + world.alive());
  }

  private void round() {
    SimulatedWorkers workers = new SimulatedWorkers(world);
    world.processes.forEach(process -> process.visible = true);
    world.host();
    world.freeHosts().forEach(world::tick);
    world.alive().forEach(workers::finishes);
    coordinator.decidesRightly();
    world.clock.move(ROUND);
    world.expected.afterStep();
  }

  private List<String> stuck() {
    return world.store.read(
        tx -> {
          List<String> stuck = new ArrayList<>();
          for (String name : world.expected.nodes()) {
            StoredPlan.findRole(tx, name).ifPresent(role -> judge(tx, role, stuck));
          }
          return stuck;
        });
  }

  private static void judge(Transaction tx, Role role, List<String> stuck) {
    Gate gate = tx.gates().find(role.id()).orElseThrow();
    if (gate.isReady()) {
      stuck.add(role.name() + " is ready and was not started: " + launch(tx, role));
    } else if (hasLostItsTask(tx, role)) {
      stuck.add(role.name() + " has a live binding, and its task was archived");
    } else if (!gate.planned() && StoredPlan.outcome(tx, role) == BlockerOutcome.WORKING) {
      stuck.add(role.name() + " is said to work, and nobody does: " + launch(tx, role));
    } else if (gate.planned()
        && gate.failed() > 0
        && tx.holds().listOf(role.id(), true).isEmpty()) {
      stuck.add(role.name() + " is held without a word");
    }
  }

  private static String launch(Transaction tx, Role role) {
    return tx.launches().listOf(List.of(role.id())).stream()
        .findFirst()
        .map(Launch::toString)
        .orElse("no launch");
  }

  private static boolean hasLostItsTask(Transaction tx, Role role) {
    return tx.bindings().listOfRoles(List.of(role.id())).stream()
        .filter(Binding::isLive)
        .anyMatch(live -> tx.tasks().find(live.task()).filter(Task::isActive).isEmpty());
  }
}
