package dev.hera.launch;

import dev.hera.call.Callers;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.plan.Orientation;
import dev.hera.plan.Orientation.Standing;
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
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.verb.JoinVerbs;
import dev.hera.work.BindingChanges;
import dev.hera.work.Findings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Notices;
import dev.hera.work.Projects;
import dev.hera.work.Secrets;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import dev.hera.work.WorkNotes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The transactions around the start call: what is committed before it, and after it (G23). */
public final class StartTransactions {
  private final UnitOfWork unit;
  private final LaunchFacts launching;

  public StartTransactions(UnitOfWork unit, LaunchSettings settings) {
    this.unit = unit;
    this.launching = new LaunchFacts(unit, settings);
  }

  /**
   * Everything that the launcher is called with.
   *
   * @param request without a prompt
   * @param notes what the worker is told of the work that it stands on
   */
  record Order(
      Launch launch,
      LaunchRequest request,
      Placement placement,
      String token,
      Orientation.Mission mission,
      List<Orientation.Note> notes) {

    /**
     * The request with the text for the agent, once it is known on what it stands (G18, G19).
     *
     * @param words puts what the agent calls the verbs in the place of their marks
     */
    LaunchRequest told(Prepared prepared, UnaryOperator<String> words) {
      Orientation.Ground ground =
          new Orientation.Ground(
              placement.worktree() == null ? null : placement.branch(),
              request.blockerBranches().stream().map(one -> upstream(one, prepared)).toList(),
              notes,
              prepared.remarks());
      return request.withPrompt(Orientation.forNode(mission, ground, words));
    }

    private static Orientation.Upstream upstream(BlockerBranch branch, Prepared prepared) {
      Standing standing =
          prepared.merged().contains(branch)
              ? Standing.MERGED
              : prepared.contained().contains(branch)
                  ? Standing.CONTAINED
                  : prepared.missing().contains(branch) ? Standing.MISSING : Standing.BASE;
      return new Orientation.Upstream(branch.blocker(), branch.branch(), standing);
    }
  }

  /**
   * Commits task, binding and token before the launcher is called (G23); empty when the claim was
   * given up because the plan changed meanwhile.
   */
  Optional<Order> starting(
      ClaimTransactions.Claimed claimed, Findings findings, Placement placement) {
    return launching
        .own(claimed.launch())
        .flatMap(launch -> starting(launch, claimed.request(), findings, placement));
  }

  private Optional<Order> starting(
      Launch launch, LaunchRequest placed, Findings findings, Placement placement) {
    LaunchRequest fresh = new Briefing(unit, projects()).request(launch, launch.task());
    boolean ready = launching.mayStart(launch);
    if (!ready || !samePlace(fresh, placed) || isElsewhere(launch, placement)) {
      giveUp(launch, ready);
      return Optional.empty();
    }
    WorkNotes notes = new WorkNotes(unit);
    notes.note(findings);
    Briefing briefing = new Briefing(unit, projects(), findings);
    LaunchRequest found = briefing.request(launch, launch.task());
    Launch starting = launch.binding() == null ? bind(launch, placement, found) : bindAgain(launch);
    String token = Secrets.token(unit.random());
    TaskId task = Objects.requireNonNull(starting.task());
    Binding at = launching.place(starting).orElseThrow();
    unit.tx()
        .launches()
        .insertToken(new WorkerToken(Secrets.sha256(token), launch.id(), task, starting.epoch()));
    return Optional.of(
        new Order(
            starting,
            briefing.request(starting, task),
            placement,
            token,
            briefing.mission(unit.facts().role(at.role()), task),
            notes.notes(findings)));
  }

  private Projects projects() {
    return launching.settings().projects();
  }

  private void giveUp(Launch launch, boolean retry) {
    if (launch.binding() == null) {
      unit.tx().launches().update(launch.givenBack(retry ? unit.now() : null));
    } else {
      launching.withdraw(launch);
    }
    unit.effects().wakeGater();
  }

  /**
   * Whether a start that nothing came of was placed elsewhere, by a gater whose launcher works in
   * another directory; it is then made afresh.
   */
  private boolean isElsewhere(Launch launch, Placement placement) {
    if (launch.binding() == null || launching.hasWorked(launch)) {
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
    Task task =
        new Callers(unit)
            .register(
                new NewTask(
                    role.name(), request.project(), placement.worktree(), placement.branch()),
                TaskStatus.PENDING);
    Task placed =
        task.withBaseBranch(request.baseBranch()).withSession(SessionState.STARTING, null);
    unit.tx().tasks().update(placed);
    Binding binding = new BindingChanges(unit).start(role, placed);
    if (role.nodeKind() == NodeKind.SUBCOORD) {
      new JoinVerbs(unit).openChild(role, placed);
    }
    Launch current = unit.tx().launches().find(launch.id()).orElseThrow();
    Launch starting = current.placed(placed.id(), binding.id(), launching.leaseEnd());
    unit.tx().launches().update(starting);
    recordStarting(starting, placed);
    return starting;
  }

  private Launch bindAgain(Launch launch) {
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    Task restarted = task.withSession(SessionState.STARTING, null);
    unit.tx().tasks().update(restarted);
    Launch starting =
        launch.placed(task.id(), Objects.requireNonNull(launch.binding()), launching.leaseEnd());
    unit.tx().launches().update(starting);
    recordStarting(starting, restarted);
    return starting;
  }

  private void recordStarting(Launch launch, Task task) {
    Map<String, Object> changes = new HashMap<>(TaskChanges.progress(task));
    changes.put("launch", launch.id().value());
    changes.put("epoch", launch.epoch());
    changes.put("task", task.id().value());
    unit.record(EventKind.LAUNCH_STARTING, launch.orchestrator(), launch.role(), changes);
  }

  /** The launcher returned: the session runs, whether or not its worker has called yet. */
  void started(Order order, Prepared prepared, List<String> newsOfPlace) {
    launching
        .own(order.launch())
        .ifPresent(
            launch -> {
              tell(launch, order.request(), prepared);
              tellOfPlace(launch, newsOfPlace);
            });
    started(order.launch());
  }

  /** Tells, once for a node, what its branch has of those of its blockers (G18). */
  private void tell(Launch launch, LaunchRequest request, Prepared prepared) {
    Role role = unit.facts().role(launch.role());
    List<String> merged = branches(prepared.merged());
    List<String> missing = branches(prepared.missing());
    if (!(merged.isEmpty() && missing.isEmpty())) {
      tellOnce(role, Notices.fanIn(role.name(), request.baseBranch(), merged, missing));
    }
  }

  private void tellOfPlace(Launch launch, List<String> news) {
    if (!news.isEmpty()) {
      Role role = unit.facts().role(launch.role());
      unit.mail().notifyCoordinator(role, Notices.place(role.name(), news));
    }
  }

  private static List<String> branches(List<BlockerBranch> branches) {
    return branches.stream().map(BlockerBranch::branch).distinct().toList();
  }

  /** A start that is repeated after a crash, or for a new session, tells nothing again. */
  private void tellOnce(Role role, Notices.Notice notice) {
    String kind = notice.tldr().substring(0, notice.tldr().indexOf(':') + 1);
    boolean told =
        unit.tx().events().listAbout(role.id()).stream()
            .filter(event -> event.kind() == EventKind.MESSAGE_SENT)
            .anyMatch(event -> event.changes().getOrDefault("tldr", "").startsWith(kind));
    if (!told) {
      unit.mail().notifyCoordinator(role, notice);
    }
  }

  /** A worker was found to run, whether or not it has called yet. */
  void started(Launch starting) {
    launching
        .own(starting)
        .filter(launch -> launch.state() == LaunchState.STARTING)
        .ifPresent(this::sessionRuns);
  }

  /** It may have been given up, or its session may have ended, before the launcher returned. */
  private void sessionRuns(Launch launch) {
    if (launching.place(launch).isEmpty()) {
      launching.withdraw(launch);
      return;
    }
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    if (task.session() != SessionState.ENDED) {
      if (task.session() == SessionState.STARTING) {
        unit.effects()
            .log(unit.facts().label(launch.role()) + " started (epoch " + launch.epoch() + ")");
      }
      unit.tx().launches().update(launch.dueAt(nextLook(launch)));
      new TaskChanges(unit).update(task, LaunchFacts.running(task));
      unit.settle();
      unit.holding().closeConflict(unit.facts().gate(launch.role()));
    }
  }

  /** When its worker is looked at next; one that is silent for too long is told of, once. */
  private Instant nextLook(Launch launch) {
    List<Event> events = unit.eventsAbout(launch.role());
    Instant silentAt = startOf(events).plus(launching.settings().firstCallLimit());
    Instant leaseEnd = launching.leaseEnd();
    if (silentAt.isAfter(unit.now())) {
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
        .orElse(unit.now());
  }

  private static boolean isSilence(Event event, Launch launch) {
    return event.kind() == EventKind.LAUNCH_SILENT
        && Integer.toString(launch.epoch()).equals(event.changes().get("epoch"));
  }

  private void tellSilence(Launch launch) {
    Role role = unit.facts().role(launch.role());
    unit.mail()
        .notifyCoordinator(
            role, Notices.silent(role.name(), launching.settings().firstCallLimit()));
    unit.record(
        EventKind.LAUNCH_SILENT,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "epoch", launch.epoch()));
  }
}
