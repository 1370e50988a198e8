package dev.hera.launch;

import dev.hera.launch.transaction.StartOrder;
import dev.hera.launch.transaction.StartedTransactions;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The starts whose launcher call returned and of which that is not noted yet. A worker that calls
 * soon says with its first call that its session runs; only for the others is it written down.
 * Thread-safe.
 */
final class ReturnedStarts {
  /** How long a worker's first call is waited for. */
  static final Duration SOON = Duration.ofMillis(200);

  private static final Logger log = LoggerFactory.getLogger(ReturnedStarts.class);

  private final UnitsOfWork units;
  private final LaunchSettings settings;
  private final Gathered<StartOrder.Returned> waiting = new Gathered<>();

  ReturnedStarts(UnitsOfWork units, LaunchSettings settings) {
    this.units = units;
    this.settings = settings;
  }

  /** Names who is told that {@link #note} is to be called {@link #SOON}. */
  void onFirst(Runnable newFirst) {
    waiting.onFirst(newFirst);
  }

  void add(StartOrder.Returned start) {
    waiting.add(start);
  }

  /** Notes those that returned this long ago, and says so again when others wait. */
  void note(Duration ago) {
    try {
      note(waiting.take(ago));
    } catch (Throwable e) {
      log.warn("Starts could not be noted; they are looked at when their leases end", e);
    }
  }

  private void note(List<StartOrder.Returned> starts) {
    if (starts.isEmpty()) {
      return;
    }
    Set<LaunchId> silent =
        silent(starts.stream().map(start -> start.order().launch().id()).toList());
    List<StartOrder.Returned> noted =
        starts.stream().filter(start -> silent.contains(start.order().launch().id())).toList();
    if (!noted.isEmpty()) {
      units.change(
          unit -> noted.forEach(start -> new StartedTransactions(unit, settings).started(start)));
    }
  }

  /** Those of these launches whose worker has not called. */
  private Set<LaunchId> silent(List<LaunchId> launches) {
    Set<LaunchId> silent = new HashSet<>();
    for (Launch launch : units.readRows(tx -> tx.launches().list(launches))) {
      if (launch.state() == LaunchState.STARTING) {
        silent.add(launch.id());
      }
    }
    return silent;
  }
}
