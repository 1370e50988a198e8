package dev.hera.launcher.git;

import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.process.SessionWatch;
import dev.hera.launcher.git.process.Sessions;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.GitOutput;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.LogLimit;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.LockFile;
import dev.hera.launcher.git.system.Reasons;
import dev.hera.launcher.git.worktree.Placements;
import dev.hera.launcher.git.worktree.WorkLook;
import dev.hera.launcher.git.worktree.Worktrees;
import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Directories;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.spi.launcher.Workplace;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts each worker as an operating-system process of its own in a git worktree of its own (H1,
 * H2, H3). Workers outlive the launcher; a later one on the same state directory finds them again.
 *
 * <p>Thread-safe. Several launchers, of this process or others, may use the same repositories. When
 * they serve one database, they should share a state directory: then each finds, stops and goes on
 * with the workers of the others. With directories of their own they tell on Linux that a worker of
 * another one runs, and leave it alone. It has one daemon thread, until {@link #close}.
 */
public final class GitLauncher implements WorkerLauncher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GitLauncher.class);
  private static final Duration LOCK_LIMIT = Duration.ofMinutes(10);

  private final StateDirectory state;
  private final RegisteredProjects projects;
  private final Placements placements;
  private final Worktrees worktrees;
  private final WorkerCommands commands;
  private final WorkerStart workerStart;
  private final ProcessTable table;
  private final Sessions sessions;
  private final SessionWatch watch;
  private final WorkerRecords records;

  /** The worktrees that are made for workers that are about to be started. */
  private final ConcurrentHashMap<LaunchKey, WorktreeRecord> ready = new ConcurrentHashMap<>();

  private volatile boolean closed;

  private GitLauncher(Builder builder) {
    this.projects = new RegisteredProjects(builder.projects);
    this.state = StateDirectory.open(builder.stateDirectory);
    GitOutput.removeThatOfTheGone();
    StateOutside.check(state.root(), projects);
    this.placements = new Placements(state, projects);
    this.worktrees = new Worktrees(state.worktrees(), projects, builder.fanIn);
    this.table = ProcessTable.ofThisMachine();
    this.commands = new WorkerCommands(builder.commands, builder.projectWorkers);
    this.workerStart =
        new WorkerStart(commands, builder.mcpUrl, new WorkerEnvironment(builder.passed), table);
    this.sessions = new Sessions(table);
    this.watch = new SessionWatch(sessions, new LogLimit(builder.logLimit));
    this.records = new WorkerRecords(state, table, builder.stopGrace);
  }

  /**
   * A launcher to be set up.
   *
   * @param stateDirectory where worktrees, logs and records go; made when missing
   * @param command what runs in each worktree, unless {@link Builder#worker} adds others
   * @param mcpUrl where workers reach Hera, asked for at each start
   */
  public static Builder builder(
      Path stateDirectory, WorkerCommand command, Supplier<String> mcpUrl) {
    return new Builder(stateDirectory, command, mcpUrl);
  }

  /** The names of the projects, in the order of the names. */
  @Override
  public List<String> projects() {
    return projects.names();
  }

  /**
   * The names of the worker commands, the default first; none when the default takes {@code
   * {backend}} itself.
   */
  @Override
  public List<String> backends() {
    return commands.choices();
  }

  @Override
  public Placement place(LaunchRequest request) {
    workerStart.check(request);
    try {
      Repository repository = new Repository(projects.get(request.project()));
      Placement placement = placements.place(request);
      if (!state.launch(request.key()).wasUsed()) {
        repository.baseCommit(request.baseBranch());
      }
      return placement;
    } catch (GitFailedException e) {
      throw failed(e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A worktree that an earlier attempt of this launch left is used again, as it is when a worker
   * already worked there.
   */
  @Override
  public Prepared prepare(LaunchRequest request, Placement placement) {
    refuseClosed();
    LaunchFiles files = state.launch(request.key());
    return files.locked(LOCK_LIMIT, () -> prepare(request, placement, files));
  }

  @Override
  public FoundBase findBase(@Nullable String project, String branch) {
    try {
      return new Repository(projects.get(project)).findBase(branch);
    } catch (LaunchException | UncheckedIOException | GitFailedException e) {
      LOG.debug("a base branch cannot be judged", e);
      return new FoundBase.Unknown();
    }
  }

  @Override
  public Optional<FoundWork> look(Workplace place) {
    try {
      Repository repository = new Repository(projects.get(place.project()));
      LaunchFiles files = place.key() == null ? null : state.launch(place.key());
      return WorkLook.at(place, repository, files);
    } catch (LaunchException e) {
      return Optional.empty();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>An epoch whose worker ran and ended is not run again; its end is told.
   */
  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    refuseClosed();
    LaunchFiles files = state.launch(request.key());
    LockFile lock = files.lock(LOCK_LIMIT);
    try {
      if (!takesUp(request, files)) {
        launch(request, placement, token, files);
      }
    } finally {
      lock.close();
    }
  }

  @Override
  public Found find(LaunchKey key) {
    try {
      LaunchFiles files = state.launch(key);
      return files.exist() ? files.locked(LOCK_LIMIT, () -> settle(files)) : elsewhere(key);
    } catch (RuntimeException e) {
      LOG.warn("the worker of launch {} cannot be judged", key, e);
      return new Found.Unknown(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void listen(SessionListener listener) {
    watch.tell(listener);
  }

  /** Where directories lie for this launcher's state directory and projects (V4, H5). */
  public Directories directories() {
    return new GitDirectories(state.root(), projects);
  }

  /** The workers that run, also those that an earlier process started, by launch key. */
  public List<WorkerRun> running() {
    return records.running();
  }

  /**
   * Stops all running workers of this state directory with all that they started: asks them to end,
   * and after the grace period kills what is left. Their ends are told as any other. Returns in a
   * bounded time.
   *
   * @return the processes that could not be ended, as people see them; empty when none is left
   */
  public List<String> stopAll() {
    return records.stopAll();
  }

  /**
   * Stops the worker of a launch as {@link #stopAll} does.
   *
   * @return the processes of it that could not be ended; empty when none is left
   */
  public List<String> stop(LaunchKey key) {
    return records.stop(key);
  }

  /** Starts no more and stops watching; the workers go on. */
  @Override
  public void close() {
    closed = true;
    watch.close();
  }

  private boolean takesUp(LaunchRequest request, LaunchFiles files) {
    Optional<RunFiles> last = files.lastRun();
    Found found = last.map(sessions::settle).orElseGet(() -> elsewhere(request));
    if (found instanceof Found.Unknown unknown) {
      throw new IllegalStateException(unknown.why());
    }
    boolean ran = found instanceof Found.Ended ended && ended.epoch() >= request.epoch();
    if (ran || found instanceof Found.Running) {
      last.ifPresent(watch::add);
      return true;
    }
    return false;
  }

  /** A launch's first epoch has no worker anywhere yet. */
  private Found elsewhere(LaunchRequest request) {
    return request.epoch() > 1 ? elsewhere(request.key()) : new Found.NotThere();
  }

  /** A launcher with a state directory of its own may have started the worker (H3). */
  private Found elsewhere(LaunchKey key) {
    return table.carriers(key).findAny().isPresent()
        ? new Found.Unknown("its worker runs, started from another state directory")
        : new Found.NotThere();
  }

  private void refuseClosed() {
    if (closed) {
      throw new LaunchException("the launcher is closed");
    }
  }

  private Prepared prepare(LaunchRequest request, Placement placement, LaunchFiles files) {
    if (takesUp(request, files)) {
      return files
          .site()
          .filter(site -> Files.isDirectory(site.worktree()))
          .map(site -> worktrees.prepared(request, site))
          .orElseGet(() -> Prepared.nothing(request));
    }
    return making(
        files,
        () -> {
          workerStart.check(request);
          WorktreeRecord site = worktrees.provide(request, placement, files);
          Prepared prepared = worktrees.prepared(request, site);
          ready.put(request.key(), site);
          return prepared;
        });
  }

  private void launch(LaunchRequest request, Placement placement, String token, LaunchFiles files) {
    WorktreeRecord prepared = ready.remove(request.key());
    making(
        files,
        () -> {
          workerStart.check(request);
          WorktreeRecord site =
              prepared == null ? worktrees.provide(request, placement, files) : prepared;
          RunFiles run = files.newRun(request.epoch());
          Path directory = projects.get(request.project()).within(site.worktree());
          Process process = workerStart.start(request, site, directory, run, token);
          watch.add(run);
          CompletableFuture<Void> unused = process.onExit().thenRun(() -> watch.lookSoon(run));
          return run;
        });
  }

  /** Does what may fail; nothing that was made for the launch then remains. */
  private <T> T making(LaunchFiles files, Supplier<T> work) {
    try {
      return work.get();
    } catch (LaunchException e) {
      throw discard(files, e);
    } catch (GitFailedException | UncheckedIOException e) {
      throw discard(files, failed(e));
    }
  }

  private LaunchException discard(LaunchFiles files, LaunchException cause) {
    try {
      worktrees.discardUnused(files);
    } catch (RuntimeException e) {
      LOG.warn("what was made for launch {} stays until its next start", files.key(), e);
      cause.addSuppressed(e);
    }
    return cause;
  }

  private Found settle(LaunchFiles files) {
    Optional<RunFiles> last = files.lastRun();
    Found found = last.map(sessions::settle).orElseGet(() -> elsewhere(files.key()));
    if (found instanceof Found.Running) {
      last.ifPresent(watch::add);
    } else {
      last.ifPresent(RunFiles::forgetToken);
    }
    return found;
  }

  private static LaunchException failed(RuntimeException e) {
    boolean permanent = e instanceof GitFailedException git && git.isPermanent();
    return permanent
        ? LaunchException.permanent(sentence(e), e)
        : new LaunchException(sentence(e), e);
  }

  private static String sentence(RuntimeException e) {
    return e instanceof UncheckedIOException io
        ? "files of the launch could not be written: " + Reasons.of(io)
        : String.valueOf(e.getMessage());
  }

  /** Sets a {@link GitLauncher} up. Not thread-safe. */
  public static final class Builder {
    /** How long a worker that is asked to end has for it, unless set otherwise. */
    public static final Duration STOP_GRACE = Duration.ofSeconds(10);

    private final Path stateDirectory;
    private final List<WorkerCommand> commands = new ArrayList<>();
    private final Map<String, String> projectWorkers = new HashMap<>();
    private final Supplier<String> mcpUrl;
    private final List<Project> projects = new ArrayList<>();
    private final List<String> passed = new ArrayList<>();
    private FanIn fanIn = FanIn.LIST;
    private Duration stopGrace = STOP_GRACE;
    private long logLimit = LogLimit.BYTES;

    private Builder(Path stateDirectory, WorkerCommand command, Supplier<String> mcpUrl) {
      this.stateDirectory = stateDirectory;
      this.commands.add(command);
      this.mcpUrl = mcpUrl;
    }

    /** Adds a project that workers can be started in. */
    public Builder project(Project project) {
      projects.add(project);
      return this;
    }

    /** Adds a command that the {@code backend} of a node names. */
    public Builder worker(WorkerCommand command) {
      commands.add(command);
      return this;
    }

    /** Has the workers of a project run the command of this name, where a node names none. */
    public Builder projectWorker(String project, String command) {
      projectWorkers.put(project, command);
      return this;
    }

    /**
     * What is done with the branches that the base does not contain; {@link FanIn#LIST} if unset.
     */
    public Builder fanIn(FanIn newFanIn) {
      fanIn = newFanIn;
      return this;
    }

    /**
     * Lets workers see these variables of the host, for instance the key of a model's provider.
     * Without being named, a worker sees only {@code PATH}, {@code HOME}, {@code USER}, {@code
     * LOGNAME}, {@code SHELL}, {@code TERM}, {@code TMPDIR}, {@code TZ}, {@code LANG}, {@code
     * LANGUAGE}, {@code LC_*}, {@code XDG_*_HOME}, {@code XDG_RUNTIME_DIR}, and those that name
     * proxies and certificates.
     */
    public Builder passEnvironment(String... names) {
      Collections.addAll(passed, names);
      return this;
    }

    /** How long a worker that is stopped has to end by itself. */
    public Builder stopGrace(Duration grace) {
      stopGrace = grace;
      return this;
    }

    public Builder logLimit(long bytes) {
      logLimit = bytes;
      return this;
    }

    /**
     * The launcher.
     *
     * @throws SetupException when the state directory cannot be written, or lies in a project
     *     without being ignored there; when two projects or two commands have one name, or a
     *     project's command is unknown; when a variable cannot be passed on
     */
    public GitLauncher build() {
      return new GitLauncher(this);
    }
  }
}
