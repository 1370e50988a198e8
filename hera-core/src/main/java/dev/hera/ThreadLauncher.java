package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.plan.LaunchKey;
import dev.hera.role.Caller;
import dev.hera.role.Required;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.spi.launcher.WorkerLauncher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts workers as threads of this process, which need no directory; one agent is the work of all
 * of them. Its session ends when it returns (exit code 0) or throws (1); unless it reported {@code
 * done} before, its node then counts as failed and can be revived. A revived worker is a new thread
 * under the same key and a later epoch, and an earlier one that still runs is interrupted.
 *
 * <p>It serves one open Hera at a time. The threads go on when that is closed, and may call again
 * once another one on the same store is built with this launcher. With the process all of them are
 * gone; the next Hera finds that their sessions ended. The workers of another process that runs are
 * left alone; two launchers of one process must not serve one database, since each takes the
 * workers of the other for gone. Given to the {@link HeraBuilder} itself, not wrapped. Thread-safe.
 */
public final class ThreadLauncher implements WorkerLauncher {
  private static final Logger log = LoggerFactory.getLogger(ThreadLauncher.class);
  private static final String IDLE = "hera-agent";

  /** What each worker does. */
  @FunctionalInterface
  public interface Agent {
    /**
     * Works on one node, on a daemon thread that is named {@code hera-agent-ROLE} meanwhile and has
     * other workers before and after this one; called at the same time for several.
     *
     * @throws Exception says that the session failed, as an exit code other than 0 does
     */
    void work(Session session) throws Exception;
  }

  /** One worker's session: its node, and the verbs that it calls with its own token. */
  public static final class Session {
    private final Supplier<Handles> hera;
    private final LaunchRequest request;
    private final String token;

    private Session(Supplier<Handles> hera, LaunchRequest request, String token) {
      this.hera = hera;
      this.request = request;
      this.token = token;
    }

    /** The node and what is asked of it. */
    public LaunchRequest request() {
      return request;
    }

    /**
     * The node's prompt or goal as the coordinator gave it. The prompt of the {@linkplain #request
     * request} is that for a model: it begins with an orientation on the tools.
     */
    public String mission() {
      return self().explain(request.role()).mission();
    }

    /** The worker in the orchestrator of its node. */
    public Participant self() {
      return hera.get().participant(Caller.worker(token), request.orchestrator());
    }

    /**
     * The coordinator of the orchestrator below a sub-coordinator node (G20), else empty. A revived
     * worker finds there the plan that it submitted before.
     */
    public Optional<Coordinator> child() {
      return hera.get()
          .ledBy(token)
          .map(name -> hera.get().coordinator(Caller.worker(token), name));
    }
  }

  private final Agent agent;
  private final List<String> projects;
  private final AgentRuns runs = new AgentRuns();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::thread);
  private final @Nullable ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private SessionListener listener = (key, epoch, end) -> {};
  private volatile @Nullable Handles hera;

  /** Starts workers in any project. */
  public ThreadLauncher(Agent agent) {
    this(agent, List.of());
  }

  /** Starts workers in these projects only; in any, when there are none. */
  public ThreadLauncher(Agent agent, List<String> projects) {
    this.agent = Required.given("agent", agent);
    this.projects = Required.all("projects", projects);
  }

  /** Whoever asks for a start must not matter to the workers that the thread has later. */
  private Thread thread(Runnable work) {
    Thread thread = new Thread(null, work, IDLE, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(loader);
    return thread;
  }

  @Override
  public List<String> projects() {
    return projects;
  }

  /**
   * Names the Hera that the workers call.
   *
   * @throws InvalidArgumentException when they call another one, which is still open
   */
  synchronized void serve(Handles newHera) {
    Handles served = hera;
    if (served != null && served.isOpen()) {
      throw new InvalidArgumentException(
          "launcher", "this ThreadLauncher serves a Hera that is open; give each Hera its own");
    }
    hera = newHera;
  }

  private Handles hera() {
    Handles served = hera;
    if (served == null) {
      throw LaunchException.permanent(
          "the ThreadLauncher belongs to no Hera; give it to the builder");
    }
    return served;
  }

  @Override
  public synchronized void listen(SessionListener newListener) {
    listener = newListener;
  }

  @Override
  public boolean startsAtOnce() {
    return true;
  }

  @Override
  public Placement place(LaunchRequest request) {
    return Placement.NONE;
  }

  @Override
  public synchronized void start(LaunchRequest request, Placement placement, String token) {
    if (!runs.isNew(request.key(), request.epoch())) {
      return;
    }
    hera();
    Session session = new Session(this::hera, request, token);
    Future<?> work = threads.submit(() -> run(session));
    Future<?> earlier = runs.begin(request.key(), request.epoch(), work);
    if (earlier != null) {
      earlier.cancel(true);
    }
  }

  private void run(Session session) {
    Thread.currentThread().setName(IDLE + "-" + session.request().role());
    long begun = System.nanoTime();
    @Nullable String failure = "the agent ended by an error";
    try {
      agent.work(session);
      failure = null;
    } catch (Exception e) {
      failure = e.toString();
      log.warn("The agent of {} failed", session.request().role(), e);
    } finally {
      end(session.request(), end(failure, Duration.ofNanos(System.nanoTime() - begun)));
      Thread.currentThread().setName(IDLE);
    }
  }

  private static SessionEnd end(@Nullable String failure, Duration ran) {
    OptionalInt exitCode = OptionalInt.of(failure == null ? 0 : 1);
    return new SessionEnd(exitCode, OptionalInt.empty(), false, ran, null, failure);
  }

  private void end(LaunchRequest request, SessionEnd end) {
    SessionListener told;
    synchronized (this) {
      runs.end(request.key(), new Found.Ended(request.epoch(), end));
      told = listener;
    }
    try {
      told.ended(request.key(), request.epoch(), end);
    } catch (StoreUnavailableException e) {
      log.info("The end of {} could not be stored; the next sweep finds it", request.role());
    }
  }

  @Override
  public Found find(LaunchKey key) {
    Handles asked;
    synchronized (this) {
      Optional<Found> run = runs.find(key);
      if (run.isPresent()) {
        return run.get();
      }
      asked = hera;
    }
    try {
      return asked != null && asked.isElsewhere(key)
          ? new Found.Unknown("it is a thread of another process, which runs")
          : new Found.NotThere();
    } catch (StoreUnavailableException | IllegalStateException e) {
      return new Found.Unknown("the store could not be asked: " + e.getMessage());
    }
  }
}
