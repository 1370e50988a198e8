package dev.hera;

import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.LaunchRequest;
import dev.hera.spi.Placement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a launch (G21-G26), each on its own step: claim, starting, started, failed,
 * held. What happens between them, the calls of the launcher, is {@link Starter}'s.
 */
final class Launching {
  /** How many failures in a row the coordinator is told of, once (G26). */
  static final int TOLD_AFTER = 5;

  private static final String REVIVER_GONE = "the process that started its session is gone";
  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

  private final Step step;
  private final LaunchSettings settings;

  Launching(Step step, LaunchSettings settings) {
    this.step = step;
    this.settings = settings;
  }

  /** What became of an attempt to claim a launch. */
  sealed interface Claim {}

  /** The launch is this gater's until its lease ends. */
  record Claimed(Launch launch, LaunchRequest request) implements Claim {}

  /** There is nothing to start: another gater has it, or the node is not ready any more. */
  record Nothing() implements Claim {}

  /** All places of this Hera are taken (G11). */
  record AllPlacesTaken() implements Claim {}

  /** All places of the orchestrator are taken (G11). */
  record PlacesTaken(OrchestratorId orchestrator) implements Claim {}

  /** Everything that the launcher is called with. */
  record Order(Launch launch, LaunchRequest request, Placement placement, String token) {}

  /** Claims a launch that is due (G22). */
  Claim claim(LaunchId id) {
    Launch launch = step.tx().launches().find(id).orElseThrow();
    if (launch.state() == LaunchState.BOUND && isDue(launch)) {
      keepAfterFailedRevival(launch, REVIVER_GONE);
      return new Nothing();
    }
    boolean open = launch.state() == LaunchState.REQUESTED || launch.state() == LaunchState.FAILED;
    if (!open || !isDue(launch)) {
      return new Nothing();
    }
    if (!step.facts().gate(launch.role()).isReady()) {
      step.tx().launches().update(launch.givenUp(null));
      return new Nothing();
    }
    Optional<Claim> full = placesTaken(launch);
    return full.orElseGet(() -> take(launch));
  }

  private boolean isDue(Launch launch) {
    return launch.due() != null && !launch.due().isAfter(step.now());
  }

  private Optional<Claim> placesTaken(Launch launch) {
    if (launch.occupiesPlace()) {
      return Optional.empty();
    }
    if (step.tx().launches().countPlaces(null) >= settings.maxLiveWorkers()) {
      return Optional.of(new AllPlacesTaken());
    }
    OrchestratorId orchestrator = launch.orchestrator();
    return step.tx().launches().countPlaces(orchestrator) >= settings.maxLiveWorkersEach()
        ? Optional.of(new PlacesTaken(orchestrator))
        : Optional.empty();
  }

  private Claimed take(Launch launch) {
    Launch claimed = launch.claimedBy(settings.owners().self(), leaseEnd());
    step.tx().launches().update(claimed);
    return new Claimed(claimed, new Briefing(step).request(claimed, claimed.task()));
  }

  /** Claims the launch of an accepted worker whose session ended, to start a new session. */
  Claimed revive(Launch launch) {
    if (launch.heldReason() != HoldReason.LAUNCH_UNKNOWN) {
      return take(launch);
    }
    step.episodes().closeTold(step.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    return take(launch.boundAt(step.now()));
  }

  /** Claims a launch whose worker was started by somebody, never called, and does not run. */
  Claim claimAgain(Launch seen) {
    Launch launch = step.tx().launches().find(seen.id()).orElseThrow();
    if (!launch.equals(seen)) {
      return new Nothing();
    }
    if (!mayStart(launch)) {
      withdraw(launch);
      return new Nothing();
    }
    return take(launch);
  }

  /** Gives back what {@link #claim} took, unless something came of it. */
  void giveBack(Launch claimed) {
    own(claimed)
        .filter(launch -> launch.state() != LaunchState.STARTING)
        .ifPresent(launch -> step.tx().launches().update(launch.givenUp(step.now())));
  }

  /** Takes a claim back whose lease ended before anything came of it. */
  void expire(Launch seen) {
    Launch launch = step.tx().launches().find(seen.id()).orElseThrow();
    if (!launch.equals(seen)) {
      return;
    }
    if (launch.state() == LaunchState.BOUND) {
      keepAfterFailedRevival(launch, REVIVER_GONE);
    } else {
      step.tx().launches().update(launch.givenUp(step.now()));
    }
  }

  /** Whether the binding of a start has ended, so that there is nothing to look after any more. */
  boolean isOver(Launch seen) {
    Launch launch = step.tx().launches().find(seen.id()).orElseThrow();
    if (!launch.equals(seen)) {
      return true;
    }
    if (liveBinding(launch).isEmpty()) {
      step.tx().launches().update(launch.dueAt(null));
      return true;
    }
    return false;
  }

  /** Whether the plan still wants a worker started for the launch. */
  private boolean mayStart(Launch launch) {
    Gate gate = step.facts().gate(launch.role());
    if (launch.binding() == null) {
      return gate.isReady();
    }
    return !isGivenUp(launch) && (gate.isOpen() || hasWorked(launch));
  }

  /**
   * Whether a worker of an earlier epoch was accepted, so that this is a new session of its task.
   */
  private boolean hasWorked(Launch launch) {
    return launch.task() != null && step.facts().task(launch.task()).status() != TaskStatus.PENDING;
  }

  /** Gives up a start that nothing came of; the node may be started afresh. */
  private void withdraw(Launch launch) {
    undoStart(launch);
    step.tx().launches().update(launch.withdrawn());
    step.propagation().changed(launch.role());
    step.propagation().settle(step.facts().gate(launch.role()));
  }

  private boolean isGivenUp(Launch launch) {
    Role role = step.facts().role(launch.role());
    return role.isCancelled() || !role.isActive() || liveBinding(launch).isEmpty();
  }

  private Optional<Binding> liveBinding(Launch launch) {
    return step.facts()
        .liveBinding(launch.role())
        .filter(binding -> binding.id().equals(launch.binding()));
  }

  private Instant leaseEnd() {
    return step.now().plus(settings.lease());
  }

  /** Whether the launch is still as this gater claimed it. */
  private Optional<Launch> own(Launch claimed) {
    return step.tx()
        .launches()
        .find(claimed.id())
        .filter(launch -> launch.epoch() == claimed.epoch())
        .filter(launch -> Objects.equals(launch.owner(), claimed.owner()));
  }

  /**
   * Commits task, binding and token before the launcher is called (G23); empty when the claim was
   * given up because the plan changed meanwhile.
   */
  Optional<Order> starting(Claimed claimed, Placement placement) {
    return own(claimed.launch()).flatMap(launch -> starting(launch, claimed.request(), placement));
  }

  private Optional<Order> starting(Launch launch, LaunchRequest placed, Placement placement) {
    LaunchRequest fresh = new Briefing(step).request(launch, launch.task());
    boolean ready = mayStart(launch);
    if (!ready || !samePlace(fresh, placed)) {
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
      withdraw(launch);
    }
    step.effects().wakeGater();
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
    Launch starting = current.starting(placed.id(), binding.id(), leaseEnd());
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
        launch.starting(task.id(), Objects.requireNonNull(launch.binding()), leaseEnd());
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
    own(starting)
        .filter(launch -> launch.state() == LaunchState.STARTING)
        .ifPresent(this::sessionRuns);
  }

  /** It may have been given up, or its session may have ended, before the launcher returned. */
  private void sessionRuns(Launch launch) {
    if (liveBinding(launch).isEmpty()) {
      withdraw(launch);
      return;
    }
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    if (task.session() != SessionState.ENDED) {
      step.tx().launches().update(launch.dueAt(leaseEnd()));
      new StatusVerbs(step).update(task, running(task));
      step.propagation().changed(launch.role());
      step.episodes().closeConflict(step.facts().gate(launch.role()));
    }
  }

  /** A session runs; only its worker's first call moves a pending task (G23a). */
  private static Task running(Task task) {
    return task.status() == TaskStatus.PENDING
        ? task.withSession(SessionState.RUNNING, null)
        : StatusRules.afterSessionStarted(task);
  }

  /** Takes over the lease of a worker that runs but has not called yet (G25). */
  void adopt(Launch seen) {
    step.tx()
        .launches()
        .find(seen.id())
        .filter(launch -> launch.equals(seen))
        .ifPresent(
            launch -> {
              Launch own = launch.ownedBy(settings.owners().self(), leaseEnd());
              step.tx().launches().update(own);
              started(own);
            });
  }

  /** Prolongs the lease while the start call runs (G22). */
  void renew(Launch starting) {
    own(starting)
        .filter(launch -> launch.due() != null)
        .ifPresent(launch -> step.tx().launches().update(launch.dueAt(leaseEnd())));
  }

  /**
   * The start failed and nothing of it remains (G26).
   *
   * @param retry whether the node goes back to the planned set; else its role is archived
   */
  void failed(Launch claimed, String error, boolean retry) {
    own(claimed)
        .filter(launch -> launch.accepted() == null)
        .ifPresent(launch -> fail(launch, error, retry));
  }

  private void fail(Launch launch, String error, boolean retry) {
    if (hasWorked(launch)) {
      keepAfterFailedRevival(launch, error);
      return;
    }
    undoStart(launch);
    Launch failed = launch.failedWith(error, step.now().plus(backOff(launch.attempts() + 1)));
    step.tx().launches().update(failed);
    step.record(
        EventKind.LAUNCH_FAILED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "attempts", failed.attempts(), "error", error));
    Role role = step.facts().role(launch.role());
    if (!retry) {
      step.tx().roles().update(role.archivedAt(step.now()));
      step.record(EventKind.ROLE_ARCHIVED, role.orchestrator(), role.id(), Map.of());
    } else if (failed.attempts() == TOLD_AFTER) {
      step.mail().notifyCoordinator(role, Notices.notStarted(role.name(), TOLD_AFTER, error));
    }
    step.propagation().changed(role.id());
    step.episodes().closeConflict(step.facts().gate(role.id()));
    step.effects().wakeGater();
  }

  /** A new session could not be started; the role keeps its task and what it reported. */
  private void keepAfterFailedRevival(Launch launch, String error) {
    step.tx().launches().update(launch.boundAt(step.now()));
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    new StatusVerbs(step).update(task, task.withSession(SessionState.ENDED, null));
    step.record(
        EventKind.LAUNCH_FAILED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "error", error));
    step.propagation().changed(launch.role());
  }

  /** The first retry is at once, later ones after a doubling time up to the sweep interval. */
  private Duration backOff(int attempts) {
    if (attempts <= 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(attempts - 2, 20);
    Duration delay = FIRST_BACK_OFF.multipliedBy(1L << doublings);
    return delay.compareTo(settings.sweepInterval()) < 0 ? delay : settings.sweepInterval();
  }

  /**
   * Ends task and bindings of a start that came to nothing, with the child of a sub-coordinator.
   */
  private void undoStart(Launch launch) {
    Optional<Binding> own = liveBinding(launch);
    if (own.isEmpty()) {
      return;
    }
    Task task = step.facts().task(own.get().task());
    step.tx().tasks().update(task.archivedAt(step.now()));
    new StatusVerbs(step).recordTask(task, launch.role(), Map.of("archived", step.now()));
    for (Binding binding : new Callers(step).liveBindings(task.id())) {
      new Handover(step).end(binding, EndReason.LAUNCH_FAILED);
      if (!binding.role().equals(launch.role())) {
        new Archiving(step).orchestrator(step.facts().orchestrator(binding.orchestrator()));
      }
    }
  }

  /** The start waits for a person, or for the branches to change (G3, G27). */
  void held(Launch claimed, HoldReason reason, String why) {
    own(claimed)
        .filter(launch -> launch.accepted() == null)
        .ifPresent(launch -> hold(launch, reason, why));
  }

  /** A launch that was left by another gater, and that the launcher cannot tell of. */
  void heldUnknown(Launch seen, String why) {
    step.tx()
        .launches()
        .find(seen.id())
        .filter(launch -> launch.equals(seen))
        .ifPresent(launch -> hold(launch, HoldReason.LAUNCH_UNKNOWN, why));
  }

  private void hold(Launch launch, HoldReason reason, String why) {
    if (launch.binding() != null && liveBinding(launch).isEmpty()) {
      withdraw(launch);
    } else if (reason == HoldReason.MERGE_CONFLICT) {
      holdForConflict(launch, why);
    } else {
      hold(launch, reason, why, null);
    }
  }

  private void holdForConflict(Launch launch, String why) {
    if (hasWorked(launch)) {
      keepAfterFailedRevival(launch, why);
      return;
    }
    undoStart(launch);
    hold(launch, HoldReason.MERGE_CONFLICT, why, step.now().plus(settings.sweepInterval()));
  }

  private void hold(Launch launch, HoldReason reason, String why, @Nullable Instant again) {
    boolean first =
        step.tx().holds().listOpen(launch.role()).stream()
            .noneMatch(hold -> hold.reason() == reason);
    step.tx().launches().update(launch.heldFor(reason, why, again));
    step.record(
        EventKind.LAUNCH_HELD,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "reason", reason.wire(), "error", why));
    step.propagation().changed(launch.role());
    if (first) {
      step.episodes().openFor(launch.role(), reason, why);
    }
  }

  /** A person says that the worker runs. */
  void adoptUnknown(Launch launch) {
    Launch waiting = launch.releasedAt(LaunchState.STARTING, step.now()).dueAt(null);
    step.tx().launches().update(waiting);
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    new StatusVerbs(step).update(task, running(task));
    step.episodes().closeTold(step.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    step.episodes().closeConflict(step.facts().gate(launch.role()));
    step.propagation().changed(launch.role());
  }

  /** A person says that the worker does not run. A role that has worked keeps its task. */
  void retryUnknown(Launch launch) {
    step.episodes().closeTold(step.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    if (hasWorked(launch)) {
      keepAfterFailedRevival(launch, "a person says that it does not run");
    } else {
      withdraw(launch);
      step.effects().wakeGater();
    }
  }

  /** A person does not want the worker any more. A role that has worked keeps its task. */
  void giveUpUnknown(Launch launch) {
    step.episodes().closeAllSilently(launch.role());
    if (hasWorked(launch)) {
      keepAfterFailedRevival(launch, "a person gave it up");
      return;
    }
    withdraw(launch);
    Role role = step.facts().role(launch.role());
    step.tx().roles().update(role.cancelledAt(step.now()));
    step.record(EventKind.NODE_CANCELLED, role.orchestrator(), role.id(), Map.of());
    step.propagation().changed(role.id());
  }
}
