package dev.hera;

import dev.hera.call.PlainDirectories;
import dev.hera.error.InvalidArgumentException;
import dev.hera.history.NamedEvent;
import dev.hera.host.NewHost;
import dev.hera.launch.ProcessOwners;
import dev.hera.launch.StartingThreads;
import dev.hera.plan.PlaceLimits;
import dev.hera.role.Required;
import dev.hera.spi.Doorbell;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Owners;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Projects;
import dev.hera.work.Settings;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Collects what a Hera is made of; not thread-safe. */
public final class HeraBuilder {
  /** How long a claim holds when its owner cannot be checked (G22). */
  public static final Duration DEFAULT_LEASE = Duration.ofSeconds(60);

  /** The time between sweeps (G8). */
  public static final Duration DEFAULT_SWEEP_INTERVAL = Duration.ofSeconds(60);

  /** How long a worker may run without calling before the coordinator is told. */
  public static final Duration DEFAULT_FIRST_CALL_LIMIT = Duration.ofMinutes(2);

  private final HeraStore store;
  private @Nullable Clock clock;
  private RandomGenerator random = new SecureRandom();
  private Directories directories = new PlainDirectories();
  private Owners owners = new ProcessOwners();
  private @Nullable ThreadFactory threads;
  private @Nullable Consumer<List<NamedEvent>> listener;
  private @Nullable Doorbell doorbell;
  private @Nullable WorkerLauncher launcher;
  private @Nullable NewHost host;
  private PlaceLimits places = PlaceLimits.NONE;
  private Duration lease = DEFAULT_LEASE;
  private Duration sweepInterval = DEFAULT_SWEEP_INTERVAL;
  private Duration firstCallLimit = DEFAULT_FIRST_CALL_LIMIT;
  private UnaryOperator<String> orientation = UnaryOperator.identity();
  private boolean built;

  HeraBuilder(HeraStore store) {
    this.store = store;
  }

  private Settings settings() {
    ThreadFactory own = threads;
    return new Settings(
        store,
        clock == null ? store.clock().withZone(ZoneOffset.UTC) : clock,
        random,
        directories,
        own == null ? StartingThreads::daemon : (name, work) -> own.newThread(work),
        listener,
        doorbell,
        launcher,
        new LaunchSettings(
            owners,
            new Projects(launcher == null ? List.of() : launcher.projects()),
            places,
            lease,
            sweepInterval,
            firstCallLimit,
            host,
            orientation));
  }

  /**
   * Starts workers; without one, ready nodes stay ready. A launcher tells the ends of its workers
   * to the Hera that was built with it last, so each open Hera needs its own.
   */
  public HeraBuilder launcher(WorkerLauncher newLauncher) {
    launcher = Required.given("launcher", newLauncher);
    return this;
  }

  /** Hints to agents that a message waits; without one, messages wait until they are asked for. */
  public HeraBuilder doorbell(Doorbell newDoorbell) {
    doorbell = Required.given("doorbell", newDoorbell);
    return this;
  }

  /** Knows the directories that agents call from; by default every parent may be a task's. */
  public HeraBuilder directories(Directories newDirectories) {
    directories = Required.given("directories", newDirectories);
    return this;
  }

  /**
   * Is told of the events that are committed to the store, each once and in the order of their
   * sequence numbers (M25): of those of this Hera with the commit, those of each at once; from
   * {@link Hera#start} on also of those of others that share the store, soon after or before the
   * next ones of this Hera. It is called on a thread that committed, or on one of Hera's, never
   * twice at the same time, and what it throws is logged and changes nothing. The events of the
   * time before are in the {@link Hera#history}.
   */
  public HeraBuilder listener(Consumer<List<NamedEvent>> newListener) {
    listener = Required.given("listener", newListener);
    return this;
  }

  /**
   * Bounds the live workers of this Hera and of each orchestrator (G11); unlimited by default. A
   * worker that leads an orchestrator of its own does not count for the nodes below it while one of
   * them waits, so a limit may be exceeded by one worker for each nested level.
   */
  public HeraBuilder maxLiveWorkers(int ofHera, int ofEachOrchestrator) {
    if (ofHera < 1 || ofEachOrchestrator < 1) {
      throw new InvalidArgumentException(
          ofHera < 1 ? "ofHera" : "ofEachOrchestrator",
          "is at least 1; leave the limits out for as many live workers as come");
    }
    places = new PlaceLimits(ofHera, ofEachOrchestrator);
    return this;
  }

  /**
   * Names the host that this Hera is, when several start workers on one database. It then starts
   * what it has a place and the launcher's project for, and looks after its own workers only. By
   * default a Hera is no host of its own: it starts whatever is due, and several such ones on a
   * database take each other's workers for their own.
   */
  public HeraBuilder host(NewHost newHost) {
    host = Required.given("host", newHost);
    return this;
  }

  /** How long a claim holds; longer than the slowest start. */
  public HeraBuilder lease(Duration newLease) {
    lease = positive("lease", newLease);
    return this;
  }

  /** The time between sweeps, which is also the longest time between two attempts to start. */
  public HeraBuilder sweepInterval(Duration newInterval) {
    sweepInterval = positive("sweepInterval", newInterval);
    return this;
  }

  /** How long a worker may run without calling before the coordinator is told, once. */
  public HeraBuilder firstCallLimit(Duration newLimit) {
    firstCallLimit = positive("firstCallLimit", newLimit);
    return this;
  }

  private static Duration positive(String name, Duration duration) {
    if (Required.given(name, duration).isNegative() || duration.isZero()) {
      throw new InvalidArgumentException(name, "is more than zero");
    }
    return duration;
  }

  /**
   * Puts the words that agents know in the place of the marks of verbs (see {@link
   * dev.hera.vocabulary.Verb}) in what a worker is told before its mission (G19). By default it is
   * told of the methods of this facade. Workers that call over MCP need {@code ToolWords::of} of
   * {@code hera-mcp-adapter}.
   */
  public HeraBuilder orientation(UnaryOperator<String> words) {
    orientation = Required.given("words", words);
    return this;
  }

  /** The clock of all instants that Hera stores; by default that of the store. */
  public HeraBuilder clock(Clock newClock) {
    clock = Required.given("clock", newClock);
    return this;
  }

  /** The source of tokens and keys; unpredictable outside of simulations. */
  public HeraBuilder random(RandomGenerator newRandom) {
    random = Required.given("random", newRandom);
    return this;
  }

  /** Names this gater and tells which others are gone. */
  public HeraBuilder owners(Owners newOwners) {
    owners = Required.given("owners", newOwners);
    return this;
  }

  /**
   * Makes the threads of {@link Hera#start}; by default daemons named {@code hera-gater}, {@code
   * hera-look} and {@code hera-start-N}.
   */
  public HeraBuilder threads(ThreadFactory newThreads) {
    threads = Required.given("threads", newThreads);
    return this;
  }

  /**
   * The Hera; it owns the store and closes it. A builder builds once.
   *
   * @throws InvalidArgumentException when the {@link ThreadLauncher} already serves an open Hera
   * @throws IllegalStateException when it was called before
   */
  public Hera build() {
    if (built) {
      throw new IllegalStateException(
          "this builder has built its Hera, which owns the store; begin with another store");
    }
    Hera hera = new Hera(settings());
    built = true;
    return hera;
  }
}
