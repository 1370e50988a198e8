package dev.hera;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.spi.launcher.Workplace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A launcher without processes that does, role by role, what a test wrote down: it works, throws,
 * lies, or runs something of the test's in the middle of a call.
 */
final class ScriptedLauncher implements WorkerLauncher {
  private final boolean startsAtOnce;
  private final List<String> placed = new ArrayList<>();
  private final List<String> started = new ArrayList<>();
  private final Map<String, LaunchRequest> requests = new HashMap<>();
  private final Map<String, String> tokens = new HashMap<>();
  private final Map<String, Consumer<LaunchRequest>> onPlace = new HashMap<>();
  private final Map<String, Consumer<LaunchRequest>> onStart = new HashMap<>();
  private final Map<String, Runnable> onFind = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Found> answers = new HashMap<>();
  private final Map<LaunchKey, Found> truth = new HashMap<>();
  private final Map<LaunchKey, String> roles = new HashMap<>();
  private final List<SessionListener> listeners = new ArrayList<>();
  private final Map<String, Prepared> prepared = new HashMap<>();
  private final Map<String, FoundWork> works = new HashMap<>();
  private final Map<String, Runnable> onLook = new HashMap<>();
  private final Map<String, FoundBase> bases = new HashMap<>();
  private int basesAsked;
  private final List<Workplace> looked = new ArrayList<>();
  private final List<String> projects = new CopyOnWriteArrayList<>();
  private final List<String> backends = new CopyOnWriteArrayList<>();
  private Consumer<LaunchRequest> onAnyStart = request -> {};
  private boolean withBranches = true;
  private String root = "/worktrees/";

  ScriptedLauncher() {
    this(false);
  }

  /**
   * @param startsAtOnce whether its workers need no place
   */
  ScriptedLauncher(boolean startsAtOnce) {
    this.startsAtOnce = startsAtOnce;
  }

  /** Runs at each call of place for this role; what it throws is thrown. */
  synchronized void onPlace(String role, Consumer<LaunchRequest> action) {
    onPlace.put(role, action);
  }

  /** Runs at each call of start for this role, before a session runs; what it throws is thrown. */
  synchronized void onStart(String role, Consumer<LaunchRequest> action) {
    onStart.put(role, action);
  }

  /** Runs at each call of start for a role that has no action of its own. */
  synchronized void onStart(Runnable action) {
    onAnyStart = request -> action.run();
  }

  /** Runs at each call of find for this role, before it is answered. */
  synchronized void onFind(String role, Runnable action) {
    onFind.put(role, action);
  }

  void throwsAtStart(String role, RuntimeException failure) {
    onStart(
        role,
        request -> {
          throw failure;
        });
  }

  /** Has the start of every role fail that has no action of its own. */
  void throwsAtStart(RuntimeException failure) {
    onStart(
        () -> {
          throw failure;
        });
  }

  void failsToStart(String why) {
    throwsAtStart(new LaunchException(why));
  }

  /** Ends what was said of the starts of every role. */
  void worksAgain() {
    onStart(() -> {});
  }

  /** Names projects that it knows, after which it knows no others, also for Heras that asked. */
  void knows(String... names) {
    projects.addAll(List.of(names));
  }

  /** Names backends that it takes, after which it takes no others. */
  void takesBackends(String... names) {
    backends.addAll(List.of(names));
  }

  synchronized void worksAgain(String role) {
    onStart.remove(role);
    onPlace.remove(role);
  }

  /** Has find answer this for a role, whatever is true. */
  synchronized void answers(String role, Found answer) {
    answers.put(role, answer);
  }

  synchronized void answersTheTruth(String role) {
    answers.remove(role);
  }

  /** What it makes ready for a role. */
  synchronized void prepares(String role, Prepared answer) {
    prepared.put(role, answer);
  }

  /** What it finds where it was noted that somebody works on this branch. */
  synchronized void finds(String notedBranch, FoundWork work) {
    works.put(notedBranch, work);
  }

  /** Has this run when it is asked to look at work that Hera noted with a branch. */
  synchronized void onLook(String notedBranch, Runnable action) {
    onLook.put(notedBranch, action);
  }

  /** What it answers of a branch. */
  synchronized void hasBase(String branch, FoundBase answer) {
    bases.put(branch, answer);
  }

  /** How often it was asked for a branch. */
  synchronized int basesAsked() {
    return basesAsked;
  }

  /** The places that it was asked to look at, in the order of the calls. */
  synchronized List<Workplace> looked() {
    return List.copyOf(looked);
  }

  synchronized void givesNoBranches() {
    withBranches = false;
  }

  /** From now on it works in another directory, as the launcher of another host may. */
  synchronized void worksBelow(String directory) {
    root = directory + "/";
  }

  /** The session of a role's worker ends, and nobody is told. */
  synchronized void dies(String role, int exitCode) {
    LaunchRequest request = request(role);
    truth.put(request.key(), new Found.Ended(request.epoch(), OptionalInt.of(exitCode)));
  }

  /** The session of a role's worker ends, and Hera is told. */
  void ends(String role, int exitCode) {
    dies(role, exitCode);
    LaunchRequest request = request(role);
    tellEnd(request.key(), request.epoch(), OptionalInt.of(exitCode));
  }

  /** The session of a role's worker ends in this way, and Hera is told. */
  void ends(String role, SessionEnd end) {
    LaunchRequest request = request(role);
    List<SessionListener> all;
    synchronized (this) {
      truth.put(request.key(), new Found.Ended(request.epoch(), end));
      all = List.copyOf(listeners);
    }
    all.get(all.size() - 1).ended(request.key(), request.epoch(), end);
  }

  void tellEnd(LaunchKey key, int epoch, OptionalInt exitCode) {
    List<SessionListener> all;
    synchronized (this) {
      all = List.copyOf(listeners);
    }
    all.get(all.size() - 1).ended(key, epoch, exitCode);
  }

  synchronized void forget(String role) {
    truth.remove(request(role).key());
  }

  /** The roles whose sessions ran, in the order of their starts. */
  synchronized List<String> started() {
    return List.copyOf(started);
  }

  synchronized List<String> placed() {
    return List.copyOf(placed);
  }

  /** The roles that find was called for, in the order of the calls. */
  synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** The last request for a role that start was called with. */
  synchronized LaunchRequest request(String role) {
    return Objects.requireNonNull(requests.get(role), role);
  }

  synchronized String token(String role) {
    return Objects.requireNonNull(tokens.get(role), role);
  }

  @Override
  public List<String> projects() {
    return Collections.unmodifiableList(projects);
  }

  @Override
  public List<String> backends() {
    return Collections.unmodifiableList(backends);
  }

  @Override
  public boolean startsAtOnce() {
    return startsAtOnce;
  }

  @Override
  public Placement place(LaunchRequest request) {
    Crash.requireAlive();
    Consumer<LaunchRequest> action;
    synchronized (this) {
      placed.add(request.role());
      action = onPlace.get(request.role());
    }
    if (action != null) {
      action.accept(request);
    }
    synchronized (this) {
      return withBranches
          ? new Placement(
              root + request.key(), "hera/" + request.orchestrator() + "/" + request.role())
          : new Placement(null, null);
    }
  }

  @Override
  public synchronized Prepared prepare(LaunchRequest request, Placement placement) {
    return prepared.getOrDefault(request.role(), Prepared.nothing(request));
  }

  @Override
  public synchronized FoundBase findBase(@Nullable String project, String branch) {
    basesAsked++;
    return bases.getOrDefault(branch, new FoundBase.Unknown());
  }

  @Override
  public Optional<FoundWork> look(Workplace place) {
    Runnable action;
    synchronized (this) {
      looked.add(place);
      action = onLook.getOrDefault(String.valueOf(place.branch()), () -> {});
    }
    action.run();
    synchronized (this) {
      return Optional.ofNullable(works.get(place.branch()));
    }
  }

  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    Crash.requireAlive();
    Consumer<LaunchRequest> action;
    synchronized (this) {
      requests.put(request.role(), request);
      tokens.put(request.role(), token);
      roles.put(request.key(), request.role());
      action = onStart.getOrDefault(request.role(), onAnyStart);
    }
    action.accept(request);
    synchronized (this) {
      started.add(request.role());
      truth.putIfAbsent(request.key(), new Found.Running(request.epoch()));
      truth.computeIfPresent(
          request.key(),
          (key, known) ->
              known instanceof Found.Ended ended && ended.epoch() == request.epoch()
                  ? known
                  : new Found.Running(request.epoch()));
    }
  }

  @Override
  public Found find(LaunchKey key) {
    Crash.requireAlive();
    Runnable action;
    synchronized (this) {
      String role = roles.getOrDefault(key, "");
      asked.add(role);
      action = onFind.get(role);
    }
    if (action != null) {
      action.run();
    }
    synchronized (this) {
      Found scripted = answers.get(roles.getOrDefault(key, ""));
      return scripted != null ? scripted : truth.getOrDefault(key, new Found.NotThere());
    }
  }

  @Override
  public synchronized void listen(SessionListener listener) {
    listeners.add(listener);
  }
}
