package dev.hera.launch.transaction;

import dev.hera.host.HostRule;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import dev.hera.work.place.Places;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads on one snapshot what a gater has to do now. */
public final class DueLaunches {
  private static final Logger log = LoggerFactory.getLogger(DueLaunches.class);
  private static final Set<LaunchState> LEFT = Set.of(LaunchState.STARTING);

  private static final int FEW_BLOCKERS = 32;

  private final UnitOfWork unit;
  private final ClaimTransactions claims;
  private final LaunchSettings settings;
  private final Set<LaunchId> underWay = new HashSet<>();
  private final List<Launch> coming;
  private final Hosting hosting;
  private Optional<Instant> nextTurn = Optional.empty();

  /**
   * @param underWay the launches that this gater is at work on
   */
  public DueLaunches(UnitOfWork unit, LaunchSettings settings, Collection<Launch> underWay) {
    this.unit = unit;
    this.claims = new ClaimTransactions(unit, settings);
    this.settings = settings;
    this.coming = new ArrayList<>(underWay.stream().filter(launch -> !launch.isClaimed()).toList());
    this.hosting = new Hosting(unit, coming);
    underWay.forEach(launch -> this.underWay.add(launch.id()));
  }

  /**
   * What is due.
   *
   * @param left starts that nobody finished, in role-id order
   * @param ready launches that may be claimed, each of which has a place (G11), in role-id order
   * @param briefed the same, and what is to be known before, if that was asked for
   * @param next when something else becomes due, if anything does
   */
  public record Due(
      List<Launch> left, List<Launch> ready, List<Briefed> briefed, Optional<Instant> next) {}

  /**
   * What is due, no more than {@code most} starts of both kinds.
   *
   * @param briefs whether to read what is to be known before the starts
   */
  public Due list(int most, boolean briefs) {
    List<Launch> left = listLeft(most);
    List<Launch> ready = listReady(most - left.size());
    return new Due(left, ready, briefs ? brief(ready) : List.of(), next());
  }

  private Optional<Instant> next() {
    return Stream.concat(unit.tx().launches().findNextDue(unit.now()).stream(), nextTurn.stream())
        .min(Comparator.naturalOrder());
  }

  public List<Launch> listLeft(int most) {
    return unit.tx().launches().listDue(LEFT, unit.now(), Set.of(), most + underWay.size()).stream()
        .filter(launch -> !underWay.contains(launch.id()))
        .filter(launch -> isLeftHere(launch) || hosting.findLoss(launch).isPresent())
        .limit(most)
        .toList();
  }

  /** A lease matters only when nobody can tell whether its owner runs (G22). */
  private boolean isLeftHere(Launch launch) {
    Optional<String> owner = Optional.ofNullable(launch.owner());
    return unit.isHere(launch.host())
        && guarded(launch, () -> owner.filter(settings.owners()::runsElsewhere)).isEmpty();
  }

  /**
   * The launches of nodes that this unit of work released, in role-id order, when each of them can
   * be started now whatever else is due, and has few blockers; else none.
   */
  public List<Launch> listReleased(Collection<RoleId> released) {
    List<Launch> launches =
        released.stream().sorted().flatMap(role -> unit.facts().launch(role).stream()).toList();
    boolean free =
        !settings.arePlacesLimited()
            && launches.size() == released.size()
            && launches.stream()
                .allMatch(launch -> isReady(launch) && isShort(launch) && isOurTurn(launch));
    return free ? launches : List.of();
  }

  /** Whether what its start looks at is read in so short a time that other writers may wait. */
  private boolean isShort(Launch launch) {
    return unit.tx().edges().listBlockers(launch.role()).size() <= FEW_BLOCKERS;
  }

  private List<Launch> listReady(int most) {
    List<Launch> ready = new ArrayList<>();
    Set<OrchestratorId> full = new HashSet<>();
    Set<LaunchId> seen = new HashSet<>(underWay);
    int passed = coming.size();
    int page = most;
    for (boolean more = !hosting.startsNothing(); more && ready.size() < most; page *= 2) {
      int asked = passed + page;
      List<Launch> first = unit.tx().launches().listDue(LaunchState.OPEN, unit.now(), full, asked);
      List<Launch> due =
          first.stream().filter(launch -> !seen.contains(launch.id())).limit(page).toList();
      due.forEach(launch -> seen.add(launch.id()));
      passed += due.size();
      more = first.size() == asked;
      readAhead(due);
      for (Launch launch : due) {
        if (ready.size() < most
            && !full.contains(launch.orchestrator())
            && isReady(launch)
            && isOurTurn(launch)) {
          Optional<Places.Full> none = findFull(launch);
          if (none.filter(Places.Full::forAll).isPresent()) {
            return ready;
          }
          none.ifPresentOrElse(
              limit -> full.add(launch.orchestrator()), () -> ready.add(coming(launch)));
        }
      }
    }
    return ready;
  }

  /** In a few queries; when that fails, each is read by itself, so that one is to blame. */
  private void readAhead(List<Launch> due) {
    try {
      unit.facts().readStartsAhead(due.stream().map(Launch::role).toList());
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      log.debug("What is due could not be read together", e);
    }
  }

  private boolean isReady(Launch launch) {
    return guarded(launch, () -> Optional.of(unit.facts().gate(launch.role())))
        .filter(Gate::isReady)
        .isPresent();
  }

  private boolean isOurTurn(Launch launch) {
    Optional<HostRule.Turn> turn = guarded(launch, () -> Optional.of(hosting.turn(launch)));
    if (turn.orElse(null) instanceof HostRule.Leaves leaves) {
      nextTurn =
          nextTurn
              .filter(earlier -> earlier.isBefore(leaves.until()))
              .or(() -> Optional.of(leaves.until()));
    }
    return turn.filter(HostRule.Takes.class::isInstance).isPresent();
  }

  private Launch coming(Launch launch) {
    coming.add(launch);
    hosting.comes(launch);
    return launch;
  }

  /** What is to be known of these before their starts, but for those that cannot be read. */
  public List<Briefed> brief(List<Launch> ready) {
    return ready.stream()
        .flatMap(launch -> guarded(launch, () -> Optional.of(claims.expected(launch))).stream())
        .toList();
  }

  /** One launch that cannot be read never stops the others (G10). */
  private static <T> Optional<T> guarded(Launch launch, Supplier<Optional<T>> read) {
    try {
      return read.get();
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (Throwable e) {
      log.error("Launch {} could not be read; the others go on", launch.key(), e);
      return Optional.empty();
    }
  }

  private Optional<Places.Full> findFull(Launch launch) {
    return launch.occupiesPlace()
        ? Optional.empty()
        : new Places(unit, settings.places(), coming).findFull(launch.orchestrator());
  }
}
