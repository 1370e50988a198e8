package dev.hera.launch;

import dev.hera.history.Event;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The live bindings that a sweep is to look at. They are kept in memory and brought up to date by
 * the events since, so that a sweep reads nothing of the work that is finished, however much that
 * is: of that, directories are looked at in turns. Thread-safe.
 */
final class LiveWork {
  /** After more events than this, reading all of them anew costs less. */
  private static final int MOST_EVENTS = 1_000;

  /** For how long the events are trusted, in case a tool wrote rows without. */
  private static final Duration TRUSTED = Duration.ofMinutes(10);

  /** How many bindings of finished work are looked at in a sweep. */
  private static final int FINISHED_IN_A_SWEEP = 100;

  private final UnitsOfWork units;
  private final Map<OrchestratorId, Known> known = new HashMap<>();

  public LiveWork(UnitsOfWork units) {
    this.units = units;
  }

  /**
   * What a live binding is looked at by.
   *
   * @param running the launch of this host whose session is said to run
   */
  public record Item(Binding binding, Optional<Task> task, Optional<Launch> running) {}

  /** The roles of one orchestrator that have a live binding to look at. */
  private static final class Known {
    private final Instant since;
    private final Set<RoleId> atWork = new LinkedHashSet<>();
    private final Set<RoleId> finished = new LinkedHashSet<>();
    private long lastEvent;

    Known(Instant since, long lastEvent) {
      this.since = since;
      this.lastEvent = lastEvent;
    }

    /** The next of those whose work is finished, which come again after all others. */
    private List<RoleId> nextFinished() {
      List<RoleId> next = finished.stream().limit(FINISHED_IN_A_SWEEP).toList();
      next.forEach(finished::remove);
      finished.addAll(next);
      return next;
    }
  }

  /** Forgets the orchestrators that are none of these. */
  public synchronized void keepOnly(Set<OrchestratorId> active) {
    known.keySet().retainAll(active);
  }

  /** Those of an orchestrator that are to be looked at now; in binding-id order. */
  public synchronized List<Item> list(OrchestratorId orchestrator) {
    boolean read = false;
    try {
      List<Item> items = units.read(unit -> list(unit, orchestrator));
      read = true;
      return items;
    } finally {
      if (!read) {
        known.remove(orchestrator); // what was asked for is asked for again
      }
    }
  }

  private List<Item> list(UnitOfWork unit, OrchestratorId orchestrator) {
    Known now = known.get(orchestrator);
    List<Event> events =
        now == null ? List.of() : unit.tx().events().list(orchestrator, now.lastEvent, MOST_EVENTS);
    if (now == null
        || events.size() == MOST_EVENTS
        || unit.now().isAfter(now.since.plus(TRUSTED))) {
      return all(unit, orchestrator, now == null ? 0 : now.lastEvent);
    }
    Set<RoleId> roles =
        events.stream()
            .map(Event::subject)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (!events.isEmpty()) {
      now.lastEvent = events.get(events.size() - 1).sequence();
    }
    roles.addAll(now.atWork);
    roles.addAll(now.nextFinished());
    return look(unit, now, bindings(unit, orchestrator, roles), roles);
  }

  private List<Item> all(UnitOfWork unit, OrchestratorId orchestrator, long after) {
    Known now = new Known(unit.now(), lastEvent(unit, orchestrator, after));
    known.put(orchestrator, now);
    return look(unit, now, unit.tx().bindings().listLive(orchestrator), Set.of());
  }

  /** The live ones of these roles. */
  private static List<Binding> bindings(
      UnitOfWork unit, OrchestratorId orchestrator, Set<RoleId> roles) {
    unit.tx().bindings().readAhead(roles);
    return roles.stream()
        .flatMap(role -> unit.tx().bindings().listOf(role).stream())
        .filter(Binding::isLive)
        .filter(binding -> binding.orchestrator().equals(orchestrator))
        .sorted((one, other) -> one.id().compareTo(other.id()))
        .toList();
  }

  /** The number of the newest event, found by halves, since there may be very many. */
  private static long lastEvent(UnitOfWork unit, OrchestratorId orchestrator, long after) {
    long step = 1;
    while (isAnyAfter(unit, orchestrator, after + step)) {
      step *= 2;
    }
    long least = after;
    long most = after + step;
    while (least < most) {
      long middle = least + (most - least) / 2;
      if (isAnyAfter(unit, orchestrator, middle)) {
        least = middle + 1;
      } else {
        most = middle;
      }
    }
    return most;
  }

  private static boolean isAnyAfter(UnitOfWork unit, OrchestratorId orchestrator, long event) {
    return !unit.tx().events().list(orchestrator, event, 1).isEmpty();
  }

  /**
   * @param roles those whose state was known before
   */
  private static List<Item> look(
      UnitOfWork unit, Known now, List<Binding> live, Set<RoleId> roles) {
    List<Task> tasks = unit.tx().tasks().list(live.stream().map(Binding::task).toList());
    unit.facts()
        .readLaunchesAhead(tasks.stream().filter(LiveWork::isRunning).map(Task::id).toList());
    Set<RoleId> gone = new LinkedHashSet<>(roles);
    List<Item> items = new ArrayList<>();
    for (Binding binding : live) {
      Optional<Task> task = unit.tx().tasks().find(binding.task());
      gone.remove(binding.role());
      keep(now, binding.role(), task);
      items.add(new Item(binding, task, running(unit, task)));
    }
    now.atWork.removeAll(gone);
    now.finished.removeAll(gone);
    return items;
  }

  private static void keep(Known now, RoleId role, Optional<Task> task) {
    boolean settled =
        task.filter(Task::isActive)
            .map(Task::session)
            .filter(state -> state == SessionState.ENDED || state == SessionState.NONE)
            .isPresent();
    if (!settled) {
      now.atWork.add(role);
      now.finished.remove(role);
      return;
    }
    now.atWork.remove(role);
    if (task.map(Task::worktree).isPresent()) {
      now.finished.add(role);
    } else {
      now.finished.remove(role);
    }
  }

  private static Optional<Launch> running(UnitOfWork unit, Optional<Task> task) {
    return task.filter(LiveWork::isRunning)
        .flatMap(one -> unit.facts().launchOf(one.id()))
        .filter(launch -> unit.isHere(launch.host()));
  }

  private static boolean isRunning(Task task) {
    return task.isActive() && task.session() == SessionState.RUNNING;
  }
}
