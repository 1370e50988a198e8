package dev.hera;

import dev.hera.call.Calls;
import dev.hera.call.WorkerTokens;
import dev.hera.error.InvalidArgumentException;
import dev.hera.history.Event;
import dev.hera.launch.WorkerStarts;
import dev.hera.result.Archived;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.role.Names;
import dev.hera.role.Orchestrator;
import dev.hera.role.Required;
import dev.hera.spi.HeraStore;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.verb.Application;
import dev.hera.verb.Archiving;
import dev.hera.verb.JoinVerbs;
import dev.hera.verb.OpenVerbs;
import dev.hera.verb.PlanReader;
import dev.hera.view.PlanView;
import dev.hera.work.GateRepair;
import dev.hera.work.Projects;
import dev.hera.work.Settings;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.place.Hosting;
import java.time.Duration;
import java.util.List;
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
  private final UnitsOfWork units;
  private final Handles handles;
  private final UnknownLaunches unknownLaunches;
  private final GateRepair repair;
  private final @Nullable WorkerStarts starts;
  private volatile boolean stopped;
  private boolean closed;

  /** Whether this is told of what others commit, although it starts nobody. */
  private boolean watching;

  Hera(Settings settings) {
    WorkerLauncher launcher = settings.launcher();
    this.newThread = settings.threads();
    this.units = new UnitsOfWork(settings);
    this.repair = new GateRepair(units);
    this.starts = launcher == null ? null : new WorkerStarts(units, launcher, repair);
    this.unknownLaunches = new UnknownLaunches(units, units.launchSettings());
    Calls calls = new Calls(units);
    this.handles = new Handles(units, calls, Workers.of(calls, starts));
    if (launcher instanceof ThreadLauncher agents) {
      agents.serve(handles);
    }
    if (launcher != null && starts != null) {
      launcher.listen(starts::sessionEnded);
    }
  }

  /** A Hera on this store, to be fitted out; the Hera will own the store. */
  public static HeraBuilder builder(HeraStore store) {
    return new HeraBuilder(Required.given("store", store));
  }

  /** What the application tells of the agent sessions that it runs itself. */
  public AppTasks tasks() {
    units.requireOpen();
    return new AppTasks(units);
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
    OpenVerbs.Opening opening =
        new OpenVerbs.Opening(
            Names.check("name", name),
            Names.check("coordinatorRoleName", coordinatorRoleName),
            null,
            null);
    return handles.leading(units.write(unit -> new Application(unit).open(opening)));
  }

  /**
   * The application itself as the coordinator of an active orchestrator, found by name: as the one
   * that is live, whoever that is, so that both read one inbox; else it takes the place.
   *
   * @throws dev.hera.error.NotFoundException when there is no active one of this name
   */
  public Coordinator coordinator(String orchestrator) {
    String name = Required.trimmed("orchestrator", orchestrator);
    return handles.leading(units.write(unit -> new Application(unit).coordinator(name)));
  }

  /** The verbs by which a caller takes a place. */
  public Newcomer newcomer(Caller caller) {
    return handles.newcomer(caller);
  }

  /**
   * The verbs that every role may use.
   *
   * @param orchestrator the orchestrator that the caller acts in; null when it has only one
   */
  public Participant participant(Caller caller, @Nullable String orchestrator) {
    return handles.participant(caller, orchestrator);
  }

  /**
   * The verbs of a coordinator; each refuses a caller that is none.
   *
   * @param orchestrator the orchestrator that the caller acts in; null when it has only one
   */
  public Coordinator coordinator(Caller caller, @Nullable String orchestrator) {
    return handles.coordinator(caller, orchestrator);
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

  /** The projects that workers can be started in; empty when the launcher knows none. */
  public List<String> projects() {
    Projects here = units.launchSettings().projects();
    return units.read(unit -> new Hosting(unit).projects(here).known());
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

  /** The hosts that share this database. */
  public KnownHosts hosts() {
    units.requireOpen();
    return new KnownHosts(units);
  }

  /** What a person decides of launches that nobody can tell of. */
  public UnknownLaunches unknownLaunches() {
    units.requireOpen();
    return unknownLaunches;
  }

  /** Whether a worker's token is of this store, also when its epoch has ended (G25). */
  public boolean isWorkerToken(String token) {
    Required.given("token", token);
    return units.read(unit -> WorkerTokens.find(unit.tx(), token).isPresent());
  }

  /**
   * Whether the worker of this token coordinates an orchestrator besides its own work (G20), so
   * that the coordinator's verbs are for it too. Makes no handshake and refuses nobody.
   */
  public boolean coordinates(String workerToken) {
    return handles.ledBy(Required.given("workerToken", workerToken)).isPresent();
  }

  /**
   * Does, on this thread, all that is due: one whole pass of the gater (G9). The first one also
   * requests the ready nodes and holds those behind failed ones in plans that another tool wrote
   * into the store with their gates; that needs no launcher.
   *
   * @throws IllegalStateException when this Hera was stopped
   */
  public void tick() {
    requireRunnable();
    if (starts == null) {
      repair.once();
    } else {
      starts.pass();
    }
  }

  /**
   * Starts the threads: from here on each node starts the moment its blockers are done (G7). A host
   * registers before (G29). Without a launcher only what other processes commit is noticed from
   * here on (G8). A second call does nothing.
   *
   * @throws dev.hera.spi.StoreUnavailableException when this Hera is closed, or cannot register
   * @throws IllegalStateException when it was stopped
   */
  public synchronized void start() {
    requireRunnable();
    if (starts != null) {
      starts.start(newThread);
    } else if (!watching) {
      watching = true;
      units.watch(units.waiters()::wakeAll);
    }
  }

  private void requireRunnable() {
    units.requireOpen();
    if (stopped) {
      throw new IllegalStateException("this Hera was stopped; build another one");
    }
  }

  /**
   * Stops in a bounded time what {@link #start} began, and ends all waits: no new launches, running
   * start calls finish or are left for the next start; workers keep running. Verbs are answered
   * until {@link #close}, so that the calls that run can end. A second call does nothing.
   */
  public synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    units.waiters().close();
    if (starts != null) {
      starts.close(CLOSE_LIMIT);
    }
  }

  /** Stops, and closes the store. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    stop();
    units.close();
  }
}
