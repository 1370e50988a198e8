package dev.hera;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.LaunchRequest;
import dev.hera.spi.Placement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The transactions around the start call: what is committed before it, and after it (G23). */
final class Starts {
  private final Step step;
  private final Launching launching;

  Starts(Step step, LaunchSettings settings) {
    this.step = step;
    this.launching = new Launching(step, settings);
  }

  /** Everything that the launcher is called with. */
  record Order(Launch launch, LaunchRequest request, Placement placement, String token) {}

  /**
   * Commits task, binding and token before the launcher is called (G23); empty when the claim was
   * given up because the plan changed meanwhile.
   */
  Optional<Order> starting(Claims.Claimed claimed, Placement placement) {
    return launching
        .own(claimed.launch())
        .flatMap(launch -> starting(launch, claimed.request(), placement));
  }

  private Optional<Order> starting(Launch launch, LaunchRequest placed, Placement placement) {
    LaunchRequest fresh = new Briefing(step).request(launch, launch.task());
    boolean ready = launching.mayStart(launch);
    if (!ready || !samePlace(fresh, placed) || isElsewhere(launch, placement)) {
      giveUp(launch, ready);
      return Optional.empty();
    }
    Launch starting = launch.binding() == null ? bind(launch, placement, fresh) : bindAgain(launch);
    String token = Secrets.token(step.random());
    TaskId task = Objects.requireNonNull(starting.task());
    step.tx()
        .launches()
        .insertToken(new WorkerToken(Secrets.sha256(token), launch.id(), task, starting.epoch()));
    step.propagation().changed(launch.role());
    LaunchRequest request = new Briefing(step).request(starting, task);
    return Optional.of(new Order(starting, request, placement, token));
  }

  private void giveUp(Launch launch, boolean retry) {
    if (launch.binding() == null) {
      step.tx().launches().update(launch.givenUp(retry ? step.now() : null));
    } else {
      launching.withdraw(launch);
    }
    step.effects().wakeGater();
  }

  /**
   * Whether a start that nothing came of was placed elsewhere, by a gater whose launcher works in
   * another directory; it is then made afresh.
   */
  private boolean isElsewhere(Launch launch, Placement placement) {
    if (launch.binding() == null || launching.hasWorked(launch)) {
      return false;
    }
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    return !Objects.equals(task.worktree(), placement.worktree())
        || !Objects.equals(task.branch(), placement.branch());
  }

  private static boolean samePlace(LaunchRequest fresh, LaunchRequest placed) {
    return Objects.equals(fresh.project(), placed.project())
        && Objects.equals(fresh.baseBranch(), placed.baseBranch());
  }

  private Launch bind(Launch launch, Placement placement, LaunchRequest request) {
    Role role = step.facts().role(launch.role());
    boolean firstAttempt = step.tx().bindings().listOf(role.id()).isEmpty();
    Task task =
        new Callers(step)
            .register(
                new NewTask(role.name(), role.project(), placement.worktree(), placement.branch()),
                TaskStatus.PENDING);
    Task placed =
        task.withBaseBranch(request.baseBranch()).withSession(SessionState.STARTING, null);
    step.tx().tasks().update(placed);
    Binding binding = new JoinVerbs(step).bind(role, placed);
    if (role.nodeKind() == NodeKind.SUBCOORD) {
      new JoinVerbs(step).openChild(role, placed);
    }
    Launch current = step.tx().launches().find(launch.id()).orElseThrow();
    Launch starting = current.starting(placed.id(), binding.id(), launching.leaseEnd());
    step.tx().launches().update(starting);
    recordStarting(starting, placed);
    if (firstAttempt) {
      tellFanIn(role, request);
    }
    return starting;
  }

  private Launch bindAgain(Launch launch) {
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    Task restarted = task.withSession(SessionState.STARTING, null);
    step.tx().tasks().update(restarted);
    Launch starting =
        launch.starting(task.id(), Objects.requireNonNull(launch.binding()), launching.leaseEnd());
    step.tx().launches().update(starting);
    recordStarting(starting, restarted);
    return starting;
  }

  private void recordStarting(Launch launch, Task task) {
    Map<String, Object> changes = new HashMap<>(StatusVerbs.progress(task));
    changes.put("launch", launch.id().value());
    changes.put("epoch", launch.epoch());
    changes.put("task", task.id().value());
    step.record(EventKind.LAUNCH_STARTING, launch.orchestrator(), launch.role(), changes);
  }

  private void tellFanIn(Role role, LaunchRequest request) {
    List<String> branches =
        request.blockerBranches().stream()
            .map(LaunchRequest.BlockerBranch::branch)
            .distinct()
            .toList();
    if (branches.size() > 1) {
      step.mail()
          .notifyCoordinator(
              role,
              Notices.fanIn(role.name(), branches.get(0), branches.subList(1, branches.size())));
    }
  }

  /** The launcher returned: the session runs, whether or not its worker has called yet. */
  void started(Launch starting) {
    launching
        .own(starting)
        .filter(launch -> launch.state() == LaunchState.STARTING)
        .ifPresent(this::sessionRuns);
  }

  /** It may have been given up, or its session may have ended, before the launcher returned. */
  private void sessionRuns(Launch launch) {
    if (launching.liveBinding(launch).isEmpty()) {
      launching.withdraw(launch);
      return;
    }
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    if (task.session() != SessionState.ENDED) {
      if (task.session() == SessionState.STARTING) {
        step.effects()
            .log(step.facts().label(launch.role()) + " started (epoch " + launch.epoch() + ")");
      }
      step.tx().launches().update(launch.dueAt(nextLook(launch)));
      new StatusVerbs(step).update(task, Launching.running(task));
      step.propagation().changed(launch.role());
      step.episodes().closeConflict(step.facts().gate(launch.role()));
    }
  }

  /** When its worker is looked at next; one that is silent for too long is told of, once. */
  private Instant nextLook(Launch launch) {
    List<Event> events = step.eventsAbout(launch.role());
    Instant silentAt = startOf(events).plus(launching.settings().firstCallLimit());
    Instant leaseEnd = launching.leaseEnd();
    if (silentAt.isAfter(step.now())) {
      return silentAt.isBefore(leaseEnd) ? silentAt : leaseEnd;
    }
    if (events.stream().noneMatch(event -> isSilence(event, launch))) {
      tellSilence(launch);
    }
    return leaseEnd;
  }

  private Instant startOf(List<Event> events) {
    return events.stream()
        .filter(event -> event.kind() == EventKind.LAUNCH_STARTING)
        .map(Event::at)
        .reduce((first, second) -> second)
        .orElse(step.now());
  }

  private static boolean isSilence(Event event, Launch launch) {
    return event.kind() == EventKind.LAUNCH_SILENT
        && Integer.toString(launch.epoch()).equals(event.changes().get("epoch"));
  }

  private void tellSilence(Launch launch) {
    Role role = step.facts().role(launch.role());
    step.mail()
        .notifyCoordinator(
            role, Notices.silent(role.name(), launching.settings().firstCallLimit()));
    step.record(
        EventKind.LAUNCH_SILENT,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "epoch", launch.epoch()));
  }
}
