package dev.hera.launch.transaction;

import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.verb.OpenVerbs;
import dev.hera.work.BindingChanges;
import dev.hera.work.Findings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Projects;
import dev.hera.work.Secrets;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import dev.hera.work.WorkNotes;
import dev.hera.work.place.Hosting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is committed before the launcher is called (G23). */
public final class StartTransactions {
  /** Why a start is given up that was begun by a plan which is another one now. */
  public static final String PLAN_CHANGED = "the plan changed while it was started";

  private final UnitOfWork unit;
  private final LaunchFacts launchFacts;

  public StartTransactions(UnitOfWork unit, LaunchSettings settings) {
    this.unit = unit;
    this.launchFacts = new LaunchFacts(unit, settings);
  }

  /**
   * One attempt to start a worker.
   *
   * @param claimed whether the launch is this gater's already; else it is claimed once its place is
   *     known
   * @param retry whether a failed start leaves the node in the plan, to be tried again; else its
   *     role is archived
   */
  public record Attempt(Briefed briefed, boolean claimed, boolean retry) {
    public Launch launch() {
      return briefed.launch();
    }
  }

  /**
   * A launch whose place is known.
   *
   * @param request what the launcher was asked for its place with
   */
  public record Placed(
      Attempt attempt, LaunchRequest request, Findings findings, Placement placement) {}

  /** Reads in a few queries what these starts look at. */
  public static void readAhead(UnitOfWork unit, List<Launch> launches) {
    unit.tx().launches().list(launches.stream().map(Launch::id).toList());
    unit.facts().readStartsAhead(launches.stream().map(Launch::role).toList());
  }

  /**
   * Commits claim, task, binding and token; empty when the launch could not be claimed, or the
   * claim was given up because the plan changed meanwhile.
   */
  public Optional<StartOrder> starting(Placed placed) {
    return new ClaimTransactions(unit, launchFacts.settings())
        .own(placed.attempt().launch(), placed.attempt().claimed())
        .flatMap(launch -> starting(launch, placed));
  }

  /** The same for a launch that is due, of a worker that has no place. */
  public Optional<StartOrder> starting(Launch due) {
    return new ClaimTransactions(unit, launchFacts.settings())
        .own(due, false)
        .map(
            launch -> order(launch, request(launch, Findings.NONE), Findings.NONE, Placement.NONE));
  }

  private Optional<StartOrder> starting(Launch launch, Placed placed) {
    LaunchRequest fresh = request(launch, placed.findings());
    if (launchFacts.mayStart(launch) && isRightPlace(launch, fresh, placed)) {
      return Optional.of(order(launch, fresh, placed.findings(), placed.placement()));
    }
    giveUp(launch, placed.attempt().retry());
    return Optional.empty();
  }

  /** A worker that has worked keeps its place, whatever a new one would stand on. */
  private boolean isRightPlace(Launch launch, LaunchRequest fresh, Placed placed) {
    return launchFacts.hasWorked(launch)
        || (samePlace(fresh, placed.request()) && !isElsewhere(launch, placed.placement()));
  }

  private LaunchRequest request(Launch launch, Findings findings) {
    return new Briefing(unit, projects(), findings).request(launch, launch.task());
  }

  private StartOrder order(
      Launch launch, LaunchRequest request, Findings findings, Placement placement) {
    WorkNotes notes = new WorkNotes(unit);
    notes.note(findings);
    Launch starting =
        launch.binding() == null ? bind(launch, placement, request) : bindAgain(launch);
    String token = Secrets.token(unit.random());
    TaskId task = Objects.requireNonNull(starting.task());
    Binding at = launchFacts.livePlace(starting).orElseThrow();
    unit.tx()
        .launches()
        .insertToken(new WorkerToken(Secrets.sha256(token), launch.id(), task, starting.epoch()));
    return new StartOrder(
        starting,
        request.withTask(task),
        placement,
        token,
        new Briefing(unit, projects()).mission(unit.facts().role(at.role()), task),
        notes.notes(findings));
  }

  private Projects projects() {
    return launchFacts.settings().projects();
  }

  private void giveUp(Launch launch, boolean retry) {
    if (!retry) {
      FailedStartTransactions.Failure changed =
          new FailedStartTransactions.Failure(PLAN_CHANGED, true);
      new FailedStartTransactions(unit, launchFacts.settings()).failed(launch, changed, false);
    } else if (launch.binding() == null) {
      boolean ready = launchFacts.mayStart(launch);
      unit.tx().launches().update(launch.givenBack(ready ? unit.now() : null));
    } else {
      launchFacts.withdraw(launch);
    }
    unit.effects().wakeGater();
  }

  /**
   * Whether a start that nothing came of was placed elsewhere, by a gater whose launcher works in
   * another directory; it is then made afresh.
   */
  private boolean isElsewhere(Launch launch, Placement placement) {
    if (launch.binding() == null) {
      return false;
    }
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    return !Objects.equals(task.worktree(), placement.worktree())
        || !Objects.equals(task.branch(), placement.branch());
  }

  private static boolean samePlace(LaunchRequest fresh, LaunchRequest placed) {
    return Objects.equals(fresh.project(), placed.project())
        && Objects.equals(fresh.baseBranch(), placed.baseBranch());
  }

  private Launch bind(Launch launch, Placement placement, LaunchRequest request) {
    Role role = unit.facts().role(launch.role());
    Task placed =
        new TaskChanges(unit)
            .add(
                new NewTask(
                    role.name(), request.project(), placement.worktree(), placement.branch()),
                TaskStatus.PENDING,
                task ->
                    task.withBaseBranch(request.baseBranch())
                        .withSession(SessionState.STARTING, null));
    Binding binding = new BindingChanges(unit).start(role, placed);
    if (role.nodeKind() == NodeKind.SUBCOORD) {
      new OpenVerbs(unit).openChild(role, placed);
    }
    Launch current = unit.tx().launches().find(launch.id()).orElseThrow();
    Launch starting = current.placed(placed.id(), binding.id(), launchFacts.leaseEnd());
    unit.tx().launches().update(starting);
    recordStarting(starting, placed);
    return starting;
  }

  private Launch bindAgain(Launch launch) {
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    Task restarted = task.withSession(SessionState.STARTING, null);
    unit.tx().tasks().update(restarted);
    new TaskChanges(unit).tellElsewhere(restarted, launch.role(), TaskChanges.progress(restarted));
    Launch starting =
        launch.placed(task.id(), Objects.requireNonNull(launch.binding()), launchFacts.leaseEnd());
    unit.tx().launches().update(starting);
    recordStarting(starting, restarted);
    return starting;
  }

  private void recordStarting(Launch launch, Task task) {
    Map<String, Object> changes = new HashMap<>(TaskChanges.progress(task));
    changes.put("launch", launch.id().value());
    changes.put("epoch", launch.epoch());
    changes.put("task", task.id().value());
    String host = new Hosting(unit).name(launch.host());
    if (host != null) {
      changes.put("host", host);
    }
    unit.record(EventKind.LAUNCH_STARTING, launch.orchestrator(), launch.role(), changes);
  }
}
