package dev.hera.launch;

import dev.hera.launch.transaction.FailedStartTransactions;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitsOfWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a start that waits for branches tried again when one of them changed (G3, G26). Asks the
 * launcher for them at each {@link #look}. Thread-safe.
 */
public final class BranchWatch {
  private static final Logger log = LoggerFactory.getLogger(BranchWatch.class);

  private final UnitsOfWork units;
  private final WorkerLauncher launcher;
  private final LaunchSettings settings;
  private final Map<LaunchId, Watched> watched = new ConcurrentHashMap<>();

  public BranchWatch(UnitsOfWork units, WorkerLauncher launcher, LaunchSettings settings) {
    this.units = units;
    this.launcher = launcher;
    this.settings = settings;
  }

  /**
   * The branches of one start.
   *
   * @param names each branch with what people call it
   */
  private record Watched(
      @Nullable String project, Map<String, String> names, Map<String, FoundBase> seen) {}

  /** Watches the branches that the start was called with. */
  void watch(LaunchRequest request) {
    Map<String, String> names = new LinkedHashMap<>();
    if (request.baseBranch() != null) {
      names.put(request.baseBranch(), request.baseBranch());
    }
    for (BlockerBranch one : request.blockerBranches()) {
      names.put(one.branch(), one.branch() + " of " + one.blocker());
    }
    watched.put(request.id(), new Watched(request.project(), names, ask(request.project(), names)));
  }

  private Map<String, FoundBase> ask(@Nullable String project, Map<String, String> names) {
    Map<String, FoundBase> seen = new LinkedHashMap<>();
    names.keySet().forEach(branch -> seen.put(branch, ask(project, branch)));
    return seen;
  }

  private FoundBase ask(@Nullable String project, String branch) {
    try {
      return launcher.findBase(project, branch);
    } catch (Throwable e) {
      log.warn("The launcher could not say whether there is a branch", e);
      return new FoundBase.Unknown();
    }
  }

  /** Has those starts tried again whose branches changed. */
  void look() {
    watched.forEach(
        (launch, known) -> {
          String changes = changes(known, ask(known.project(), known.names()));
          if (!changes.isEmpty() && watched.remove(launch, known)) {
            retry(launch, changes);
          }
        });
  }

  private static String changes(Watched known, Map<String, FoundBase> now) {
    List<String> changes = new ArrayList<>();
    known
        .names()
        .forEach(
            (branch, name) -> {
              FoundBase before = Objects.requireNonNull(known.seen().get(branch));
              FoundBase after = Objects.requireNonNull(now.get(branch));
              if (!before.getClass().equals(after.getClass()) || isMoved(before, after)) {
                changes.add(name + what(before, after));
              }
            });
    return String.join(", ", changes);
  }

  private static boolean isMoved(FoundBase before, FoundBase after) {
    return before instanceof FoundBase.At && !before.equals(after);
  }

  private static String what(FoundBase before, FoundBase after) {
    if (after instanceof FoundBase.At) {
      return before instanceof FoundBase.At ? " has new commits" : " is there now";
    }
    return after instanceof FoundBase.Missing ? " is gone" : " cannot be read";
  }

  /**
   * Has the held starts tried once that nobody watches here, because another process held them; and
   * forgets those that wait no more.
   */
  void takeUp() {
    for (Launch launch : units.readRows(tx -> tx.launches().list(LaunchState.FAILED))) {
      if (launch.heldReason() == HoldReason.MERGE_CONFLICT && !watched.containsKey(launch.id())) {
        retry(launch.id(), "");
      }
    }
    watched.keySet().removeIf(launch -> !waits(launch));
  }

  private boolean waits(LaunchId id) {
    return units.read(
        unit ->
            unit.tx()
                .launches()
                .find(id)
                .filter(launch -> launch.state() == LaunchState.FAILED)
                .filter(launch -> launch.due() != null || launch.isGivenUpForNow())
                .filter(launch -> unit.facts().gate(launch.role()).isReady())
                .isPresent());
  }

  private void retry(LaunchId launch, String changes) {
    units.write(
        unit -> {
          new FailedStartTransactions(unit, settings).tryNow(launch, changes);
          return true;
        });
  }
}
