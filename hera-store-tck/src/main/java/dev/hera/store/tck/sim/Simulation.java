package dev.hera.store.tck.sim;

import dev.hera.memory.Journal;
import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.fault.CommitPointJournal;
import dev.hera.store.tck.sim.CrashingStore.Trouble;
import java.time.Duration;
import java.util.List;

/**
 * The life of one plan under faults, then without them: gaters on one store that crash, pause and
 * come back, a launcher that throws, hangs, lies and answers late, workers that die, repeat
 * themselves and come late, a coordinator that rewires the plan meanwhile.
 *
 * <p>The same seed gives the same run, on a store that answers the same. After every step the
 * invariants hold, nobody is accepted beside another, nothing is started too early and every
 * answered call is visible; in the end nothing is stuck.
 */
public final class Simulation {
  private static final int FEWEST_STEPS = 60;
  private static final int MORE_STEPS = 90;

  private final Protocol protocol;

  private Simulation(Protocol protocol) {
    this.protocol = protocol;
  }

  /** Simulations of Hera as it is, in memory. */
  public static Simulation inMemory() {
    return new Simulation(Protocol.SOUND);
  }

  /** The same with something between Hera and the world. */
  public Simulation with(Protocol newProtocol) {
    return new Simulation(newProtocol);
  }

  /**
   * Runs one life.
   *
   * @return what happened in it
   * @throws AssertionError naming the seed, when Hera did not keep its word
   */
  public Occurrences run(long seed) {
    Changes changes = new Changes();
    try (HeraStore store = MemoryStore.open(new CommitPointJournal(Journal.NONE, changes::note))) {
      World world = new World(seed, store, changes, protocol);
      live(world);
      return world.occurrences;
    } catch (RuntimeException | Error failure) {
      throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
    }
  }

  private static void live(World world) {
    SimulatedCoordinator coordinator = new SimulatedCoordinator(world);
    coordinator.submits();
    world.faults.begin();
    Runnable step = () -> step(world, coordinator);
    world.others(step);
    int steps = FEWEST_STEPS + world.faults.below(MORE_STEPS);
    for (int i = 0; i < steps; i++) {
      step.run();
      world.expected.afterStep();
    }
    new FaultFreeRounds(world, coordinator).run();
    new OccurrenceCounts(world).countEvents();
    world.occurrences.count(Occurrence.PLAN_DONE);
  }

  private static void step(World world, SimulatedCoordinator coordinator) {
    int dice = world.faults.below(100);
    if (dice < 38) {
      world.tick(world.host());
    } else if (dice < 64) {
      new SimulatedWorkers(world).act();
    } else if (dice < 76) {
      coordinator.act();
    } else if (dice < 86) {
      moveClock(world);
    } else if (dice < 90) {
      outside(world);
    } else if (dice < 98) {
      arm(world);
    } else {
      world.kill(world.host());
    }
  }

  private static void moveClock(World world) {
    int dice = world.faults.below(100);
    if (dice < 60) {
      world.clock.move(Duration.ofSeconds(1 + world.faults.below(20)));
    } else if (dice < 92) {
      world.occurrences.count(Occurrence.CLOCK_PAST_LEASE);
      world.clock.move(Duration.ofSeconds(World.LEASE_SECONDS + 1L + world.faults.below(60)));
    } else if (dice < 97) {
      world.occurrences.count(Occurrence.CLOCK_BACKWARDS);
      world.clock.move(Duration.ofSeconds(-1L - world.faults.below(40)));
    } else {
      world.clock.move(Duration.ofHours(1));
    }
  }

  /** A late process is seen, or a process dies with nobody told. */
  private static void outside(World world) {
    List<SimulatedProcess> hidden =
        world.processes.stream().filter(process -> !process.visible).toList();
    if (!hidden.isEmpty()) {
      hidden.get(world.faults.below(hidden.size())).visible = true;
      return;
    }
    List<SimulatedProcess> alive = world.alive();
    if (!alive.isEmpty()) {
      SimulatedProcess one = alive.get(world.faults.below(alive.size()));
      new SimulatedWorkers(world).exits(one, 9, world.faults.chance(40));
    }
  }

  private static void arm(World world) {
    Trouble[] all = Trouble.values();
    Trouble trouble = all[world.faults.below(all.length)];
    world.host().store().arm(trouble, world.faults.below(14));
  }
}
