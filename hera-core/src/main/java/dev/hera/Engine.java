package dev.hera;

import dev.hera.error.StoreUnavailableException;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Directories;
import dev.hera.spi.Doorbell;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import dev.hera.spi.WorkerLauncher;
import dev.hera.work.WorkingSet;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs units of work on the store, and does after each commit what may only be done then. */
final class Engine {
  private static final Logger log = LoggerFactory.getLogger(Engine.class);

  private final Settings settings;
  private final Waiting<RoleId> waiting = new Waiting<>();
  private final Waiting<OrchestratorId> planChanges = new Waiting<>();
  private final InTransit inTransit = new InTransit();
  private volatile Runnable gater = () -> {};
  private volatile Consumer<Findings.Place> finishedWork = place -> {};
  private volatile boolean closed;

  Engine(Settings settings) {
    this.settings = settings;
  }

  LaunchSettings launchSettings() {
    return settings.launching();
  }

  HeraStore store() {
    return settings.store();
  }

  Waiting<RoleId> waiting() {
    return waiting;
  }

  /** Who waits for a plan to change. */
  Waiting<OrchestratorId> planChanges() {
    return planChanges;
  }

  InTransit inTransit() {
    return inTransit;
  }

  @Nullable WorkerLauncher launcher() {
    return settings.launcher();
  }

  Directories directories() {
    return settings.directories();
  }

  /** Names who is to be woken when a commit recorded a launch or freed a place. */
  void wakes(Runnable newGater) {
    gater = newGater;
  }

  /** Names who looks at what a worker left that reported {@code done}. */
  void looksAtFinished(Consumer<Findings.Place> looks) {
    finishedWork = looks;
  }

  /** The present instant, to the millisecond. */
  Instant now() {
    return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Runs one unit of work, all of it or none (M26), and then its effects. */
  <T> T write(Function<Step, T> work) {
    requireOpen();
    Committed<T> committed = whileOpen(() -> store().write(tx -> run(tx, work)));
    carryOut(committed.effects());
    return committed.value();
  }

  private <T> Committed<T> run(Transaction tx, Function<Step, T> work) {
    Step step = step(tx);
    T value = work.apply(step);
    step.end();
    return new Committed<>(value, step.effects());
  }

  /** Runs work that only reads, on one snapshot. */
  <T> T read(Function<Step, T> work) {
    requireOpen();
    return whileOpen(() -> store().read(tx -> work.apply(step(tx))));
  }

  private Step step(Transaction tx) {
    return new Step(new WorkingSet(tx), now(), settings.random(), settings.doorbell(), inTransit);
  }

  /** A store that is closed while it is called says so in its own words. */
  private <T> T whileOpen(Supplier<T> call) {
    try {
      return call.get();
    } catch (IllegalStateException e) {
      requireOpen();
      throw e;
    }
  }

  /** Refuses every later unit of work and closes the store. */
  void close() {
    closed = true;
    store().close();
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Refuses what comes after {@link #close}, always in the same way.
   *
   * @throws StoreUnavailableException when this Hera is closed
   */
  void requireOpen() {
    if (closed) {
      throw closed();
    }
  }

  /** How every call after the end is refused. */
  static StoreUnavailableException closed() {
    return new StoreUnavailableException("this Hera is closed; call the one that is open now");
  }

  private record Committed<T>(T value, Effects effects) {}

  private void carryOut(Effects effects) {
    effects.lines().forEach(line -> log.info("{}", line));
    effects.fullerInboxes().forEach(waiting::wake);
    effects.finished().forEach(finishedWork);
    if (effects.isGaterWanted()) {
      gater.run();
    }
    effects.rings().forEach(this::ring);
    effects.changedPlans().forEach(planChanges::wake);
    effects.changedPlans().forEach(this::tell);
  }

  private void ring(Effects.Ring ring) {
    Doorbell doorbell = settings.doorbell();
    if (doorbell == null) {
      return;
    }
    try {
      doorbell.ring(ring.task(), ring.recipient());
    } catch (RuntimeException e) {
      log.warn("The doorbell of task {} failed; the message waits", ring.task().value(), e);
    }
  }

  private void tell(OrchestratorId orchestrator) {
    try {
      settings.listener().accept(orchestrator);
    } catch (RuntimeException e) {
      log.warn("A listener failed; the change of the plan stands", e);
    }
  }
}
