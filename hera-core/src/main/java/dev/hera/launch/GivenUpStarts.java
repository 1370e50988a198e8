package dev.hera.launch;

import dev.hera.host.HostRule;
import dev.hera.launch.transaction.Briefed;
import dev.hera.launch.transaction.ClaimTransactions;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.work.Findings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.place.Hosting;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The starts that failed for good, as long as nothing changes that they failed by. Thread-safe. */
final class GivenUpStarts {
  private final UnitsOfWork units;
  private final CheckedLauncher launcher;
  private final LaunchSettings settings;
  private final StartsUnderWay underWay;

  /** The launches whose last start here failed although the launcher had named a place. */
  private final Set<LaunchId> failedInPlace = ConcurrentHashMap.newKeySet();

  GivenUpStarts(
      UnitsOfWork units,
      CheckedLauncher launcher,
      LaunchSettings settings,
      StartsUnderWay underWay) {
    this.units = units;
    this.underWay = underWay;
    this.launcher = launcher;
    this.settings = settings;
  }

  /** The last start of a launch failed since it had no place. */
  void withoutPlace(Launch launch) {
    failedInPlace.remove(launch.id());
  }

  /** The last start of a launch failed although it had a place. */
  void inPlace(Launch launch) {
    failedInPlace.add(launch.id());
  }

  /**
   * The launches whose start failed for good, and nothing is known of others any more. A start is
   * under way until its failure is stored.
   */
  List<Launch> list() {
    Set<LaunchId> forgotten = new HashSet<>(failedInPlace);
    List<Launch> needed = new ArrayList<>(underWay.all());
    List<Launch> failed =
        units.readRows(tx -> tx.launches().list(LaunchState.FAILED)).stream()
            .filter(Launch::isGivenUpForNow)
            .toList();
    needed.addAll(failed);
    needed.forEach(launch -> forgotten.remove(launch.id()));
    failedInPlace.removeAll(forgotten);
    return failed;
  }

  /**
   * Asks whether a launch whose start failed for good has a place now, and has it tried again when
   * it has (G26). A start that failed although it had a place is not tried again for that.
   */
  void askAgain(Launch failed) {
    if (failedInPlace.contains(failed.id())) {
      return;
    }
    Optional<Briefed> ready =
        units.read(
            unit ->
                unit.facts().gate(failed.role()).isReady()
                        && !(new Hosting(unit).turn(failed) instanceof HostRule.Cannot)
                    ? Optional.of(new ClaimTransactions(unit, settings).briefed(failed))
                    : Optional.empty());
    if (ready.filter(this::hasPlace).isPresent()) {
      units.change(unit -> unit.launchRequests().tryAgain(failed.role()));
    }
  }

  private boolean hasPlace(Briefed briefed) {
    Findings findings = launcher.look(briefed.places());
    try {
      launcher.place(briefed.request(units, settings.projects(), findings));
      return true;
    } catch (LaunchException e) {
      return !e.isPermanent();
    }
  }
}
