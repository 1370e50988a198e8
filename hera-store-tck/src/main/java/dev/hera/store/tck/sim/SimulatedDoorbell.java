package dev.hera.store.tck.sim;

import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Doorbell;

/** A doorbell that reaches some, and breaks now and then. */
final class SimulatedDoorbell implements Doorbell {
  private final World world;

  SimulatedDoorbell(World world) {
    this.world = world;
  }

  @Override
  public boolean canReach(TaskId task) {
    return world.faults.chance(50);
  }

  @Override
  public void ring(TaskId task, RoleId recipient) {
    if (world.faults.strike(30)) {
      world.occurrences.count(Occurrence.DOORBELL_THREW);
      throw new IllegalStateException("the simulated doorbell broke");
    }
  }
}
