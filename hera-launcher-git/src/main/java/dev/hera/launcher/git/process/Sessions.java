package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.RunFiles;
import dev.hera.spi.launcher.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;

/** Tells how a run stands from its files and its process (H3, G24). */
public final class Sessions {
  private final ProcessTable table;

  public Sessions(ProcessTable table) {
    this.table = table;
  }

  /**
   * How a run stands; decides that there will be no worker when that is still open. The caller
   * holds the launch's lock, so nobody is about to start it.
   *
   * @throws IllegalStateException when it cannot be told
   */
  public Found settle(RunFiles run) {
    if (!run.isDecided() && !run.revoke() && !run.isDecided() && isBeingMade(run)) {
      return new Found.Unknown("the worker's process is just starting");
    }
    return run.pid().isEmpty() ? new Found.NotThere() : look(run);
  }

  /** Whether a shell may still write the rest of the deciding file; if none can, it never will. */
  private boolean isBeingMade(RunFiles run) {
    Instant made = run.claimed().orElseGet(Instant::now);
    boolean isFresh = Duration.between(made, Instant.now()).abs().compareTo(Claim.LIMIT) < 0;
    if (isFresh || table.carriers(run.key()).findAny().isPresent()) {
      return true;
    }
    if (!run.isDecided()) {
      run.revokeTorn();
    }
    return false;
  }

  /**
   * How a run that has a worker stands.
   *
   * @throws IllegalStateException when it cannot be told
   */
  Found look(RunFiles run) {
    OptionalInt exitCode = run.exitCode();
    if (exitCode.isEmpty() && table.find(run).isPresent()) {
      return new Found.Running(run.epoch());
    }
    // The exit code is written before the process ends, so it is there now if it ever will be.
    return new Found.Ended(run.epoch(), run.end());
  }
}
