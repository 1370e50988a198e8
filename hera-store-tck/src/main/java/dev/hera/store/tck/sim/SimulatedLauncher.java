package dev.hera.store.tck.sim;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.WorkerLauncher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The launcher of one gater, with everything that a launcher can do wrong. */
final class SimulatedLauncher implements WorkerLauncher {
  private static final int FAULT_PERCENT = 12;

  private final World world;
  private final Host host;

  SimulatedLauncher(World world, Host host) {
    this.world = world;
    this.host = host;
  }

  @Override
  public void listen(SessionListener listener) {
    host.tells(listener);
  }

  @Override
  public boolean startsAtOnce() {
    return world.startsAtOnce;
  }

  @Override
  public Placement place(LaunchRequest request) {
    return world.calledByHera(() -> findPlace(request));
  }

  private Placement findPlace(LaunchRequest request) {
    requireAlive();
    if (world.faults.strike(4)) {
      world.occurrences.count(Occurrence.PLACE_REFUSED);
      throw new LaunchException("there is no place for it");
    }
    pauseOrDie();
    host.placed();
    world.expected.named(request);
    return new Placement("/w/" + request.key().value(), "b/" + request.role());
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    boolean unused =
        world.calledByHera(
            () -> {
              start(request, token);
              return true;
            });
  }

  private void start(LaunchRequest request, String token) {
    requireAlive();
    host.starts();
    world.expected.named(request);
    world.expected.starts(request);
    pauseOrDie();
    refuseTheCursed(request);
    if (world.faults.strike(FAULT_PERCENT)) {
      startBadly(request, token);
    } else {
      obtain(request, token, true);
    }
    pauseOrDie();
  }

  /** In some worlds one node fails each time for as long as there are faults. */
  private void refuseTheCursed(LaunchRequest request) {
    if (world.faults.areOn() && request.role().equals(world.cursed)) {
      world.occurrences.count(Occurrence.START_REFUSED);
      throw new LaunchException("this one never starts");
    }
  }

  private void startBadly(LaunchRequest request, String token) {
    switch (world.faults.below(5)) {
      case 0 -> {
        world.occurrences.count(Occurrence.START_REFUSED);
        throw new LaunchException("no worker could be started");
      }
      case 1 -> {
        world.occurrences.count(Occurrence.MERGE_CONFLICT);
        throw new MergeConflictException("the branches do not merge: README.md");
      }
      case 2 -> {
        world.occurrences.count(Occurrence.UNKNOWN_FAILURE_WITHOUT_PROCESS);
        throw new IllegalStateException("the launcher failed somehow");
      }
      case 3 -> {
        obtain(request, token, world.faults.chance(70));
        world.occurrences.count(Occurrence.UNKNOWN_FAILURE_WITH_PROCESS);
        throw new IllegalStateException("the launcher failed somehow");
      }
      default -> {
        obtain(request, token, false);
        world.occurrences.count(Occurrence.PROCESS_LATE);
      }
    }
  }

  /** The running process of the key, or a new one; some launchers make a second one. */
  private void obtain(LaunchRequest request, String token, boolean visible) {
    Optional<SimulatedProcess> running = running(request.key());
    if (running.isPresent() && !world.faults.strike(40)) {
      world.occurrences.count(Occurrence.START_FOUND_RUNNING);
      return;
    }
    running.ifPresent(second -> world.occurrences.count(Occurrence.START_MADE_SECOND));
    SimulatedProcess process =
        new SimulatedProcess(request.key(), request.epoch(), request.role(), token, visible);
    world.expected.made(process);
    world.processes.add(process);
    if (world.faults.chance(10)) {
      world.occurrences.count(Occurrence.CALL_DURING_START);
      new SimulatedWorkers(world).acts(process);
    }
  }

  private Optional<SimulatedProcess> running(LaunchKey key) {
    return of(key).stream().filter(SimulatedProcess::runs).findFirst();
  }

  private List<SimulatedProcess> of(LaunchKey key) {
    return world.processes.stream().filter(process -> process.key.equals(key)).toList();
  }

  @Override
  public Found find(LaunchKey key) {
    return world.calledByHera(() -> answer(key));
  }

  private Found answer(LaunchKey key) {
    requireAlive();
    pauseOrDie();
    if (world.faults.strike(5)) {
      world.occurrences.count(Occurrence.FIND_UNKNOWN);
      world.expected.misled(key);
      return new Found.Unknown("nobody can tell");
    }
    if (world.faults.strike(2)) {
      world.occurrences.count(Occurrence.FIND_THREW);
      world.expected.misled(key);
      throw new IllegalStateException("the launcher could not look");
    }
    return look(key);
  }

  private Found look(LaunchKey key) {
    Optional<SimulatedProcess> running = running(key);
    if (running.isPresent()) {
      if (world.faults.strike(3)) {
        world.occurrences.count(Occurrence.FIND_LIED);
        world.expected.misled(key);
        world.expected.notThere(key);
        return new Found.NotThere();
      }
      return new Found.Running(running.get().epoch);
    }
    List<SimulatedProcess> past =
        of(key).stream().filter(process -> process.visible && !process.alive).toList();
    world.expected.notThere(key);
    if (past.isEmpty()) {
      return new Found.NotThere();
    }
    SimulatedProcess last = past.get(past.size() - 1);
    return new Found.Ended(last.epoch, OptionalInt.of(last.exitCode));
  }

  /** The call takes long, unless it is one that waits for nothing, or the gater dies in it. */
  private void pauseOrDie() {
    if (world.faults.strike(4)) {
      world.occurrences.count(Occurrence.CRASH_IN_LAUNCHER);
      host.store().die();
    }
    requireAlive();
    if (!world.startsAtOnce && world.faults.strike(6)) {
      world.occurrences.count(Occurrence.PAUSE_IN_LAUNCHER);
      world.othersAct();
    }
    requireAlive();
  }

  private void requireAlive() {
    if (host.store().isDead()) {
      throw new Crash();
    }
  }
}
