package dev.hera;

import dev.hera.call.Acting;
import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.error.InvalidArgumentException;
import dev.hera.plan.Launch;
import dev.hera.result.Explanation;
import dev.hera.role.Binding;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Required;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.verb.Explaining;
import dev.hera.verb.PlanReader;
import dev.hera.verb.Recalling;
import dev.hera.view.PlanOutcome;
import dev.hera.view.PlanProgress;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits until a plan is complete or cannot go on. */
final class OutcomeWait {
  /** How long after its {@code failed} the end of a worker's session is waited for. */
  static final Duration ENDING = Duration.ofSeconds(30);

  /** How many nodes are read together, from the last one on, until one goes on. */
  private static final int TOGETHER = 32;

  /**
   * How long a plan that goes on is not looked at again, although it changes, and at most after a
   * long wait: its end is told this much later at most, and a plan whose nodes take no longer is
   * not read for each of them.
   */
  private static final Duration REST = Duration.ofMillis(5);

  private static final Duration LONG_REST = Duration.ofMillis(250);

  /** This part of the time that was waited is a rest, too. */
  private static final int PART = 50;

  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private final Calls calls;
  private final Call call;
  private final Waiting<OrchestratorId> changes;

  /** A node that went on by itself at the last look: while it does, no other one need be read. */
  private @Nullable RoleId goingOn;

  OutcomeWait(Calls calls, Call call) {
    this.calls = calls;
    this.call = call;
    this.changes = calls.units().waiters().plans();
  }

  PlanOutcome await(Duration limit) throws InterruptedException {
    if (Required.given("limit", limit).isNegative() || limit.isZero()) {
      throw new InvalidArgumentException("limit", "is more than zero");
    }
    long begun = System.nanoTime();
    long longest = TimeUnit.NANOSECONDS.convert(limit);
    OrchestratorId place = calls.look(call, (unit, acting) -> place(acting));
    while (true) {
      CountDownLatch changed = new CountDownLatch(1);
      Runnable wake = changed::countDown;
      changes.enter(place, wake);
      try {
        long left = longest - (System.nanoTime() - begun);
        Look look =
            left > 0 && stillGoesOn()
                ? Look.UNDER_WAY
                : calls.look(call, (unit, acting) -> look(unit, acting, left <= 0));
        if (look.outcome() != null) {
          return look.outcome();
        }
        if (changes.isClosed()) {
          throw UnitsOfWork.closed();
        }
        if (changed.await(Math.min(left, look.again().toNanos()), TimeUnit.NANOSECONDS)) {
          TimeUnit.NANOSECONDS.sleep(Math.min(left, rest(System.nanoTime() - begun)));
        }
      } finally {
        changes.leave(place, wake);
      }
    }
  }

  private static long rest(long waited) {
    return Math.min(Math.max(REST.toNanos(), waited / PART), LONG_REST.toNanos());
  }

  private static OrchestratorId place(Acting acting) {
    acting.requireCoordinator(Verb.AWAIT_OUTCOME);
    return acting.orchestrator().id();
  }

  /**
   * What a look at the plan found.
   *
   * @param outcome null while the plan is under way and the time is not over
   * @param again when to look again although nothing changed
   */
  private record Look(@Nullable PlanOutcome outcome, Duration again) {
    static final Look UNDER_WAY = new Look(null, FOREVER);
  }

  private Look look(UnitOfWork unit, Acting acting, boolean over) {
    PlanView plan = new PlanReader(unit.tx(), acting.orchestrator()).view();
    Set<RoleId> failing = failing(unit, plan);
    Set<RoleId> restarted = Recalling.restarted(unit, plan);
    Map<RoleId, Duration> ending = ending(unit, plan);
    Set<RoleId> going = new HashSet<>(restarted);
    going.addAll(ending.keySet());
    PlanProgress progress = PlanProgress.of(plan, failing, going);
    if (progress == PlanProgress.UNDER_WAY && !over) {
      goingOn = lastGoingOn(plan, failing);
      return new Look(
          null, ending.values().stream().min(Comparator.naturalOrder()).orElse(FOREVER));
    }
    Explaining explaining = new Explaining(unit, calls.units().launchSettings());
    List<Explanation> holding =
        PlanProgress.holding(plan, failing, restarted).stream()
            .map(node -> explaining.explain(acting.orchestrator(), node.name()))
            .toList();
    return new Look(new PlanOutcome(progress, plan, holding), Duration.ZERO);
  }

  /**
   * Whether the node that went on, another one that runs, or one that waited for it, goes on now.
   */
  private boolean stillGoesOn() {
    RoleId before = goingOn;
    goingOn = before == null ? null : calls.units().read(unit -> goingOnAfter(unit, before));
    return goingOn != null;
  }

  private static @Nullable RoleId goingOnAfter(UnitOfWork unit, RoleId before) {
    if (goesOn(unit, before)) {
      return before;
    }
    OrchestratorId place = unit.facts().role(before).orchestrator();
    List<RoleId> running =
        unit.tx().launches().listPlaces(place).stream().map(Launch::role).toList();
    return lastGoingOn(unit, before, running)
        .or(() -> lastGoingOn(unit, before, unit.tx().edges().listDependents(before)))
        .orElse(null);
  }

  private static Optional<RoleId> lastGoingOn(UnitOfWork unit, RoleId before, List<RoleId> nodes) {
    for (int end = nodes.size(); end > 0; end -= TOGETHER) {
      List<RoleId> last = nodes.subList(Math.max(0, end - TOGETHER), end);
      unit.facts().readAhead(last);
      Optional<RoleId> going =
          last.stream()
              .filter(node -> isSibling(unit, node, before) && goesOn(unit, node))
              .reduce((earlier, later) -> later);
      if (going.isPresent()) {
        return going;
      }
    }
    return Optional.empty();
  }

  private static boolean isSibling(UnitOfWork unit, RoleId one, RoleId other) {
    return unit.facts().role(one).orchestrator().equals(unit.facts().role(other).orchestrator());
  }

  private static boolean goesOn(UnitOfWork unit, RoleId node) {
    Role role = unit.facts().role(node);
    return role.isActive()
        && PlanProgress.goesOn(unit.facts().viewState(role), role.status())
        && !isFailing(unit, node);
  }

  /** The last node that goes on by itself: the one that most likely does for the longest time. */
  private static @Nullable RoleId lastGoingOn(PlanView plan, Set<RoleId> failing) {
    return plan.nodes().stream()
        .filter(node -> PlanProgress.goesOn(node.state(), node.status()))
        .map(PlanView.Node::roleId)
        .filter(node -> !failing.contains(node))
        .reduce((earlier, later) -> later)
        .orElse(null);
  }

  /** The failed nodes whose session has not ended yet, with how long that is still waited for. */
  private static Map<RoleId, Duration> ending(UnitOfWork unit, PlanView plan) {
    Map<RoleId, Duration> ending = new HashMap<>();
    for (PlanView.Node node : plan.nodes()) {
      if (node.status() == Status.FAILED && isRunning(unit, node.roleId())) {
        Instant reported = Objects.requireNonNull(unit.facts().role(node.roleId()).statusAt());
        Duration left = Duration.between(unit.now(), reported).plus(ENDING);
        if (left.compareTo(Duration.ZERO) > 0) {
          ending.put(node.roleId(), left);
        }
      }
    }
    return ending;
  }

  private static boolean isRunning(UnitOfWork unit, RoleId role) {
    return unit.facts()
        .liveBinding(role)
        .map(Binding::task)
        .filter(task -> unit.facts().task(task).session() == SessionState.RUNNING)
        .flatMap(unit.facts()::launchOf)
        .isPresent();
  }

  /** The ready nodes that do not start, as their coordinator was told. */
  static Set<RoleId> failing(UnitOfWork unit, PlanView plan) {
    return plan.nodes().stream()
        .filter(node -> node.state() == ViewState.READY)
        .map(PlanView.Node::roleId)
        .filter(role -> isFailing(unit, role))
        .collect(Collectors.toSet());
  }

  private static boolean isFailing(UnitOfWork unit, RoleId role) {
    return unit.facts().launch(role).filter(one -> one.isToldToFail(unit.now())).isPresent();
  }
}
