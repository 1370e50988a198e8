package dev.hera.launch;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.work.GateRepair;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Starts the workers of one Hera and looks after them: on the thread of whoever asks for a pass, or
 * on threads of its own. Thread-safe.
 */
public final class WorkerStarts {
  private final UnitsOfWork units;
  private final LauncherCalls calls;
  private final Gater gater;
  private final HostPresence presence;
  private @Nullable GaterLoop loop;

  public WorkerStarts(UnitsOfWork units, WorkerLauncher launcher, GateRepair repair) {
    LaunchSettings settings = units.launchSettings();
    BranchWatch branches = new BranchWatch(units, launcher, settings);
    CheckedLauncher checked = new CheckedLauncher(launcher);
    FinishedWork finished = new FinishedWork(units, checked);
    this.units = units;
    this.calls = new LauncherCalls(units, checked, settings, branches);
    Reconciler reconciler = new Reconciler(units, calls, settings.owners());
    this.presence = new HostPresence(units);
    this.gater = new Gater(units, calls, repair, reconciler, finished, branches, presence);
    units.onFinished(finished::add);
  }

  public LauncherCalls calls() {
    return calls;
  }

  /** One whole pass, on this thread (G9). */
  public void pass() {
    gater.lookAtWork();
    gater.lookAtBranches();
    gater.sweep(StartSlots.OF_CALLER);
    gater.startDue(StartSlots.OF_CALLER);
    calls.returned().note(Duration.ZERO);
  }

  /** Starts the threads; a second call does nothing. */
  public synchronized void start(BiFunction<String, Runnable, Thread> threads) {
    if (loop != null) {
      return;
    }
    presence.beatIfDue();
    GaterLoop started = new GaterLoop(gater, calls, presence, units.launchSettings(), threads);
    loop = started;
    units.onGaterWanted(started::wake);
    units.onReleased(started::released);
    units.watch(() -> changedElsewhere(started));
    started.start();
  }

  private void changedElsewhere(GaterLoop started) {
    started.wake();
    units.waiters().wakeAll();
  }

  /** The launcher says that the session of a launch ended. */
  public void sessionEnded(LaunchKey key, int epoch, SessionEnd end) {
    if (!units.isClosed()) {
      calls.sessions().ended(key, epoch, end);
    }
  }

  /** Ends the threads: start calls that run finish within the time, or are left (G9). */
  public synchronized void close(Duration limit) {
    if (loop != null) {
      units.onReleased(unit -> () -> {});
      loop.close(limit);
    }
    presence.end();
  }
}
