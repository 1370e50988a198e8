package dev.hera;

import dev.hera.call.Acting;
import dev.hera.call.Call;
import dev.hera.call.Calls;
import dev.hera.error.InvalidArgumentException;
import dev.hera.launch.FailedStartTransactions;
import dev.hera.plan.Launch;
import dev.hera.result.Explanation;
import dev.hera.role.Binding;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Required;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.verb.Explaining;
import dev.hera.verb.PlanReader;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits until a plan is complete or cannot go on. */
final class OutcomeWait {
  private final Calls calls;
  private final Call call;
  private final Waiting<OrchestratorId> changes;

  OutcomeWait(Calls calls, Call call) {
    this.calls = calls;
    this.call = call;
    this.changes = calls.units().planChanges();
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
        Optional<PlanOutcome> outcome =
            calls.look(call, (unit, acting) -> outcome(unit, acting, left <= 0));
        if (outcome.isPresent()) {
          return outcome.get();
        }
        if (changes.isClosed()) {
          throw UnitsOfWork.closed();
        }
        changed.await(left, TimeUnit.NANOSECONDS);
      } finally {
        changes.leave(place, wake);
      }
    }
  }

  private static OrchestratorId place(Acting acting) {
    acting.requireCoordinator(Verb.AWAIT_OUTCOME);
    return acting.orchestrator().id();
  }

  /** Empty while the plan is under way and the time is not over. */
  private Optional<PlanOutcome> outcome(UnitOfWork unit, Acting acting, boolean over) {
    PlanView plan = new PlanReader(unit.tx(), acting.orchestrator()).view();
    Set<RoleId> failing = failing(unit, plan);
    Set<RoleId> restarted = restarted(unit, plan);
    PlanProgress progress = PlanProgress.of(plan, failing, restarted);
    if (progress == PlanProgress.UNDER_WAY && !over) {
      return Optional.empty();
    }
    Explaining explaining = new Explaining(unit, calls.units().launchSettings());
    List<Explanation> holding =
        PlanProgress.holding(plan, failing, restarted).stream()
            .map(node -> explaining.explain(acting.orchestrator(), node.name()))
            .toList();
    return Optional.of(new PlanOutcome(progress, plan, holding));
  }

  private static Set<RoleId> failing(UnitOfWork unit, PlanView plan) {
    return plan.nodes().stream()
        .filter(node -> node.state() == ViewState.READY)
        .map(PlanView.Node::roleId)
        .filter(
            role -> unit.facts().launch(role).stream().anyMatch(FailedStartTransactions::isTold))
        .collect(Collectors.toSet());
  }

  private static Set<RoleId> restarted(UnitOfWork unit, PlanView plan) {
    return plan.nodes().stream()
        .filter(node -> node.status() == Status.FAILED || node.status() == Status.BLOCKED)
        .map(PlanView.Node::roleId)
        .filter(role -> isRestarted(unit, role))
        .collect(Collectors.toSet());
  }

  /** Whether the worker's session runs and began after the role's last report. */
  private static boolean isRestarted(UnitOfWork unit, RoleId role) {
    Binding live = unit.facts().liveBinding(role).orElse(null);
    Launch launch = live == null ? null : unit.facts().launchOf(live.task()).orElse(null);
    if (launch == null || live == null) {
      return false;
    }
    Instant reported = unit.facts().role(role).statusAt();
    return unit.facts().task(live.task()).session() != SessionState.ENDED
        && (launch.accepted() == null
            || (reported != null && reported.isBefore(launch.accepted())));
  }
}
