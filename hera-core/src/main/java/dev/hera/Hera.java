package dev.hera;

import dev.hera.call.Call;
import dev.hera.call.Callers;
import dev.hera.call.Calls;
import dev.hera.call.VerbAnswer;
import dev.hera.call.WorkerTokens;
import dev.hera.error.InvalidArgumentException;
import dev.hera.history.Event;
import dev.hera.launch.BranchWatch;
import dev.hera.launch.FinishedWork;
import dev.hera.launch.Gater;
import dev.hera.launch.GaterLoop;
import dev.hera.launch.LauncherCalls;
import dev.hera.launch.Reconciler;
import dev.hera.launch.Reviving;
import dev.hera.launch.Spawning;
import dev.hera.launch.StartSlots;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.result.Archived;
import dev.hera.result.Membership;
import dev.hera.result.Rebound;
import dev.hera.role.Caller;
import dev.hera.role.Names;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.Required;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Owners;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.verb.Application;
import dev.hera.verb.Archiving;
import dev.hera.verb.Backends;
import dev.hera.verb.BaseBranches;
import dev.hera.verb.Handover;
import dev.hera.verb.JoinVerbs;
import dev.hera.verb.PlanReader;
import dev.hera.verb.StatusVerbs;
import dev.hera.view.PlanView;
import dev.hera.vocabulary.Verb;
import dev.hera.work.GateRepair;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Projects;
import dev.hera.work.Settings;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Coordinates teams of agents over one store: the facade that an application embeds.
 *
 * <p>Every verb is one transaction (M26). Without {@link #start} Hera has no threads: {@link #tick}
 * then does all that is due. Thread-safe.
 */
public final class Hera implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final BiFunction<String, Runnable, Thread> newThread;
  private final Owners owners;
  private final UnitsOfWork units;
  private final Calls calls;
  private final Workers workers;
  private final UnknownLaunches unknownLaunches;
  private final GateRepair repair;
  private final @Nullable LauncherCalls starter;
  private final @Nullable Gater gater;
  private @Nullable GaterLoop thread;
  private boolean closed;

  Hera(Settings settings) {
    this.newThread = settings.threads();
    this.owners = settings.launching().owners();
    this.units = new UnitsOfWork(settings);
    this.calls = new Calls(units);
    this.repair = new GateRepair(units);
    WorkerLauncher launcher = settings.launcher();
    LaunchSettings numbers = units.launchSettings();
    Projects projects = numbers.projects();
    if (launcher == null) {
      this.starter = null;
      this.gater = null;
    } else {
      BranchWatch branches = new BranchWatch(units, launcher, numbers);
      this.starter = new LauncherCalls(units, launcher, numbers, branches);
      Reconciler reconciler = new Reconciler(units, starter, owners);
      FinishedWork finished = new FinishedWork(units, launcher);
      this.gater = new Gater(units, starter, repair, reconciler, finished, branches);
      units.looksAtFinished(finished::add);
      if (launcher instanceof ThreadLauncher agents) {
        agents.serve(this);
      }
      launcher.listen(this::sessionEnded);
    }
    Backends backends = new Backends(launcher == null ? List.of() : launcher.backends());
    this.workers =
        new Workers(
            new Spawning(calls, starter, numbers, projects, backends),
            new Reviving(calls, starter, numbers),
            projects,
            backends,
            new BaseBranches(launcher));
    this.unknownLaunches = new UnknownLaunches(units, numbers);
  }

  /** A Hera on this store, to be fitted out; the Hera will own the store. */
  public static HeraBuilder builder(HeraStore store) {
    return new HeraBuilder(Required.given("store", store));
  }

  /**
   * Registers an agent session of the app's as a task in progress (M9), so that it may call.
   *
   * @return who it is in the calls that the app makes for it
   */
  public Caller register(NewTask task) {
    Names.requireText("name", Required.given("task", task).name());
    TaskId id = units.write(unit -> new Callers(unit).register(task, TaskStatus.IN_PROGRESS).id());
    return Caller.task(id);
  }

  /**
   * Opens an orchestrator that the application itself coordinates, or, after a restart, goes on
   * with it: role, messages, plan and idempotency keys are those of before, and {@link
   * Membership#resumed} tells so. The application has no directory and no project.
   *
   * @throws dev.hera.error.CoordinatorExistsException when an agent coordinates it; {@link
   *     #coordinator(String)} acts as that one
   */
  public Coordinator newOrchestrator(String name, String coordinatorRoleName) {
    JoinVerbs.Opening opening =
        new JoinVerbs.Opening(
            Names.check("name", name),
            Names.check("coordinatorRoleName", coordinatorRoleName),
            null,
            null);
    return leading(units.write(unit -> new Application(unit).open(opening)));
  }

  /**
   * The application itself as the coordinator of an active orchestrator, found by name: as the one
   * that is live, whoever that is, so that both read one inbox; else it takes the place.
   *
   * @throws dev.hera.error.NotFoundException when there is no active one of this name
   */
  public Coordinator coordinator(String orchestrator) {
    String name = Required.trimmed("orchestrator", orchestrator);
    return leading(units.write(unit -> new Application(unit).coordinator(name)));
  }

  private Coordinator leading(Membership place) {
    Caller caller = Caller.task(place.taskId());
    return new Coordinator(calls, caller, place.orchestrator(), null, workers, place);
  }

  /**
   * Opens an orchestrator without a mission or a base branch of its own, for a session that the
   * application registered.
   */
  public Coordinator newOrchestrator(String name, String coordinatorRoleName, Caller caller) {
    return newOrchestrator(name, coordinatorRoleName, caller, null, null, null);
  }

  /**
   * Opens an orchestrator with the caller as its coordinator. When it exists and its coordinator
   * has no live binding, or is an earlier registration of the same session (without a directory,
   * and with the same name and project), the caller takes that role over and {@code
   * coordinatorRoleName} and {@code prompt} are ignored. A live coordinator of it may call again
   * with another base branch, for the nodes that start from then on.
   *
   * @param prompt the coordinator's own mission, or null
   * @param baseBranch the branch that root nodes start from, or null
   * @param idempotencyKey a key (V3), or null
   * @throws dev.hera.error.AlreadyBoundException when the caller has a place there
   * @throws dev.hera.error.CoordinatorExistsException when somebody else coordinates it
   * @throws dev.hera.error.BoundElsewhereException when the caller coordinates another one
   * @throws dev.hera.error.NotFoundException when the launcher says that there is no such branch
   */
  public Coordinator newOrchestrator(
      String name,
      String coordinatorRoleName,
      Caller caller,
      @Nullable String prompt,
      @Nullable String baseBranch,
      @Nullable String idempotencyKey) {
    JoinVerbs.Opening opening =
        new JoinVerbs.Opening(
            Names.check("name", name),
            Names.check("coordinatorRoleName", coordinatorRoleName),
            prompt == null ? null : Names.checkText("prompt", prompt),
            baseBranch == null ? null : Names.requireLine("baseBranch", baseBranch));
    BaseBranches.Looked base =
        workers
            .bases()
            .look(
                "baseBranch",
                opening.baseBranch() == null ? null : calls.projectOf(caller),
                opening.baseBranch());
    Membership membership =
        calls.enter(
            entering(caller, idempotencyKey, Verb.NEW_ORCHESTRATOR, opening),
            Membership.class,
            (unit, task) -> {
              base.require();
              return VerbAnswer.of(new JoinVerbs(unit).open(task, opening));
            });
    return new Coordinator(calls, caller, membership.orchestrator(), null, workers, membership);
  }

  /**
   * Gives the caller a new worker or freelance role in an orchestrator.
   *
   * @param kind {@link RoleKind#WORKER} or {@link RoleKind#FREELANCE}
   * @param status its first status, or null
   * @param idempotencyKey a key (V3), or null
   * @throws dev.hera.error.NotFoundException when there is no such orchestrator
   * @throws dev.hera.error.AlreadyBoundException when the caller has a place there
   * @throws dev.hera.error.BoundElsewhereException when the caller works in another one
   * @throws dev.hera.error.NameTakenException when the role name is taken
   */
  public Membership join(
      String orchestrator,
      String roleName,
      RoleKind kind,
      Caller caller,
      @Nullable String prompt,
      @Nullable Status status,
      @Nullable String idempotencyKey) {
    JoinVerbs.Attaching attaching =
        new JoinVerbs.Attaching(
            Required.trimmed("orchestrator", orchestrator),
            Names.check("roleName", roleName),
            JoinVerbs.joiningKind(kind),
            prompt == null ? null : Names.checkText("prompt", prompt),
            status);
    return calls.enter(
        entering(caller, idempotencyKey, Verb.JOIN, attaching),
        Membership.class,
        (unit, task) -> VerbAnswer.of(new JoinVerbs(unit).attach(task, attaching)));
  }

  private static Call entering(
      Caller caller, @Nullable String idempotencyKey, Verb verb, @Nullable Object... arguments) {
    String key = idempotencyKey == null ? null : Participant.checkKey(idempotencyKey);
    return new Call(
        Required.given("caller", caller), null, key, verb, Arrays.asList(arguments), Map.of());
  }

  /**
   * The verbs that every role may use.
   *
   * @param orchestrator the orchestrator that the caller acts in; null when it has only one
   */
  public Participant participant(Caller caller, @Nullable String orchestrator) {
    units.requireOpen();
    return new Participant(calls, Required.given("caller", caller), trimmed(orchestrator), null);
  }

  /**
   * The verbs of a coordinator; each refuses a caller that is none.
   *
   * @param orchestrator the orchestrator that the caller acts in; null when it has only one
   */
  public Coordinator coordinator(Caller caller, @Nullable String orchestrator) {
    units.requireOpen();
    return new Coordinator(
        calls, Required.given("caller", caller), trimmed(orchestrator), null, workers, null);
  }

  /**
   * Repairs a binding whose task drifted after a worktree was used again: the caller's task takes
   * the role over; role, prompt, status and messages stay.
   *
   * @param orchestrator where to look, or null for all
   * @param roleName the role, or null for the only one that fits
   * @param idempotencyKey a key (V3), or null
   * @throws dev.hera.error.NotBoundException when no binding stands on the caller's worktree
   * @throws dev.hera.error.AmbiguousCallerException when several do
   * @throws dev.hera.error.SlotTakenException when another live binding holds the place
   */
  public Rebound rebind(
      Caller caller,
      @Nullable String orchestrator,
      @Nullable String roleName,
      @Nullable String idempotencyKey) {
    String place = trimmed(orchestrator);
    String name = trimmed(roleName);
    return calls.enterKnown(
        entering(caller, idempotencyKey, Verb.REBIND, place, name),
        Rebound.class,
        (unit, task) -> VerbAnswer.of(new Handover(unit).rebind(task, place, name)));
  }

  /**
   * Archives an orchestrator, and those nested below it with it (M3): nodes that never started are
   * cancelled, live bindings end, and a running worker's next call is fenced.
   *
   * @throws dev.hera.error.NotFoundException when there is no active one of this name
   */
  public Archived archive(String orchestrator) {
    String name = Required.trimmed("orchestrator", orchestrator);
    return units.write(unit -> new Archiving(unit).orchestrator(name));
  }

  /**
   * The app says that a task is no more (M9): its bindings end. A second call does nothing.
   *
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void archiveTask(TaskId task) {
    Required.given("task", task);
    units.change(unit -> new Archiving(unit).task(task));
  }

  /**
   * The app, or a person, sets how far a task is; Hera's own rules never undo it (M18).
   *
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void taskStatus(TaskId task, TaskStatus status) {
    Required.given("task", task);
    Required.given("status", status);
    units.change(unit -> new StatusVerbs(unit).setByApp(task, status));
  }

  /** The names of the active orchestrators, in the order in which they were opened. */
  public List<String> orchestrators() {
    return units.read(
        unit -> unit.tx().orchestrators().listActive().stream().map(Orchestrator::name).toList());
  }

  /**
   * The plan of an orchestrator as it is now.
   *
   * @throws dev.hera.error.NotFoundException when there is no active one of this name
   */
  public PlanView plan(String orchestrator) {
    String name = Required.trimmed("orchestrator", orchestrator);
    return units.read(unit -> new PlanReader(unit.tx(), new JoinVerbs(unit).active(name)).view());
  }

  /**
   * The history of an active orchestrator, page by page (M25): to follow a plan without reading it
   * anew, ask again with the last sequence number whenever the {@linkplain HeraBuilder#listener
   * listener} tells of a change.
   *
   * @param after the sequence number after which the page begins; 0 for the beginning
   * @param limit the most events to give, at least 1
   * @return the events in the order of their sequence numbers
   * @throws dev.hera.error.NotFoundException when there is no such orchestrator
   * @throws InvalidArgumentException when {@code limit} is below 1
   */
  public List<Event> history(String orchestrator, long after, int limit) {
    String name = Required.trimmed("orchestrator", orchestrator);
    if (limit < 1) {
      throw new InvalidArgumentException("limit", "is at least 1");
    }
    return units.read(
        unit -> unit.tx().events().list(new JoinVerbs(unit).active(name).id(), after, limit));
  }

  /** What the operator sees across all orchestrators. */
  public Overview overview() {
    units.requireOpen();
    return new Overview(units);
  }

  /** What a person decides of launches that nobody can tell of. */
  public UnknownLaunches unknownLaunches() {
    units.requireOpen();
    return unknownLaunches;
  }

  private static @Nullable String trimmed(@Nullable String name) {
    return name == null ? null : name.strip();
  }

  /** Whether a worker's token is of this store, also when its epoch has ended (G25). */
  public boolean isWorkerToken(String token) {
    Required.given("token", token);
    return units.read(unit -> WorkerTokens.find(unit.tx(), token).isPresent());
  }

  /**
   * The app says that the session of a task runs (M10); a launch's worker is accepted by it.
   *
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void sessionStarted(TaskId task) {
    Required.given("task", task);
    units.change(unit -> new StatusVerbs(unit).sessionStarted(task));
  }

  /**
   * Whether the worker of this token coordinates an orchestrator besides its own work (G20), so
   * that the coordinator's verbs are for it too. Accepts nobody and refuses nobody.
   */
  public boolean coordinates(String workerToken) {
    return ledBy(Required.given("workerToken", workerToken)).isPresent();
  }

  boolean isOpen() {
    return !units.isClosed();
  }

  /** Whether a Hera of another process, which is certain to run, has this launch. */
  boolean isElsewhere(LaunchKey key) {
    return units.readRows(tx -> tx.launches().find(key)).stream()
        .anyMatch(launch -> launch.owner() != null && owners.runsElsewhere(launch.owner()));
  }

  /** The name of the orchestrator that the worker of this token coordinates. */
  Optional<String> ledBy(String workerToken) {
    return units.read(
        unit ->
            WorkerTokens.find(unit.tx(), workerToken).stream()
                .flatMap(token -> unit.facts().liveBindings(token.task()).stream())
                .filter(binding -> unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR)
                .map(binding -> unit.facts().orchestrator(binding.orchestrator()).name())
                .findFirst());
  }

  /**
   * The app says that the session of a task ended (M10, M11).
   *
   * @param exitCode empty when unknown
   * @throws dev.hera.error.NotFoundException when there is no such task
   */
  public void sessionEnded(TaskId task, OptionalInt exitCode) {
    Required.given("task", task);
    Required.given("exitCode", exitCode);
    units.change(unit -> new StatusVerbs(unit).sessionEnded(task, SessionEnd.of(exitCode)));
  }

  private void sessionEnded(LaunchKey key, int epoch, SessionEnd end) {
    if (units.isClosed()) {
      return;
    }
    Optional<Launch> launch = units.readRows(tx -> tx.launches().find(key));
    LauncherCalls known = starter;
    if (launch.isPresent() && known != null) {
      known.sessions().ended(launch.get(), epoch, end);
    }
  }

  /**
   * Does, on this thread, all that is due: one whole pass of the gater (G9). The first one also
   * requests the ready nodes and holds those behind failed ones in plans that another tool wrote
   * into the store with their gates; that needs no launcher.
   */
  public void tick() {
    units.requireOpen();
    if (gater == null) {
      repair.once();
    } else {
      gater.lookAtWork();
      gater.pass(StartSlots.OF_CALLER);
    }
  }

  /**
   * Starts the threads: from here on each node starts the moment its blockers are done (G7). A
   * second call does nothing.
   *
   * @throws dev.hera.spi.StoreUnavailableException when this Hera is closed
   */
  public synchronized void start() {
    units.requireOpen();
    if (thread != null || gater == null || starter == null) {
      return;
    }
    GaterLoop started = new GaterLoop(gater, starter, units.launchSettings(), newThread);
    thread = started;
    units.wakes(started::wake);
    units.watch(() -> changedElsewhere(started));
    started.start();
  }

  private void changedElsewhere(GaterLoop started) {
    started.wake();
    units.waiting().wakeAll();
    units.planChanges().wakeAll();
  }

  /**
   * Stops in a bounded time: no new launches, running start calls finish or are left for the next
   * start; workers keep running. Closes the store. A second call does nothing.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    units.waiting().close();
    units.planChanges().close();
    if (thread != null) {
      thread.close(CLOSE_LIMIT);
    }
    units.close();
  }
}
