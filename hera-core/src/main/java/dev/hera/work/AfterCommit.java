package dev.hera.work;

import dev.hera.spi.Doorbell;
import dev.hera.work.graph.PlanGraphs;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done after a commit, and never before: the effects of its unit of work. Thread-safe. */
final class AfterCommit {
  private static final Logger log = LoggerFactory.getLogger(AfterCommit.class);

  private final Settings settings;
  private final PlanGraphs graphs;
  private final Waiters waiters = new Waiters();
  private volatile Runnable gater = () -> {};
  private volatile Consumer<Findings.Place> finishedWork = place -> {};

  AfterCommit(Settings settings, PlanGraphs graphs) {
    this.settings = settings;
    this.graphs = graphs;
  }

  Waiters waiters() {
    return waiters;
  }

  void onGaterWanted(Runnable newGater) {
    gater = newGater;
  }

  void wakeGater() {
    gater.run();
  }

  void onFinished(Consumer<Findings.Place> looks) {
    finishedWork = looks;
  }

  /**
   * Carries out what a committed unit of work asked for.
   *
   * @param released what starts the nodes that it released
   */
  void carryOut(Effects effects, Runnable released) {
    effects.lines().forEach(line -> log.info("{}", line));
    released.run();
    effects.graphs().forEach(one -> graphs.keep(one.orchestrator(), one.graph(), one.last()));
    waiters.wake(effects);
    effects.finished().forEach(finishedWork);
    if (effects.isGaterWanted()
        || (effects.arePlacesCounted() && settings.launching().arePlacesLimited())) {
      wakeGater();
    }
    effects.rings().forEach(this::ring);
  }

  private void ring(Effects.Ring ring) {
    Doorbell doorbell = settings.doorbell();
    if (doorbell == null) {
      return;
    }
    try {
      doorbell.ring(ring.task(), ring.recipient());
    } catch (Throwable e) {
      log.warn("The doorbell of task {} failed; the message waits", ring.task().value(), e);
    }
  }
}
