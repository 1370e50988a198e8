package dev.hera.launcher.git;

import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.process.SessionWatch;
import dev.hera.launcher.git.process.Sessions;
import dev.hera.launcher.git.repository.GitOutput;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.state.LogLimit;
import dev.hera.launcher.git.state.StateDirectory;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
  /**
   * The variables that say of a process which worker it is (H1). What a worker's agent starts and
   * is no part of its work, for instance a host, is to have none of them.
   */
  public static final Set<String> WORKER_VARIABLES = WorkerEnvironment.OWN;

  private final StateDirectory state;
  private final RegisteredProjects projects;
  private final WorkerCommands commands;
  private final WorkerStart workerStart;
  private final PlaceFinder places;
  private final LaunchStarter starter;
  private final WorkerFinder finder;
  private final SessionWatch watch;
  private final WorkerRecords records;
  private volatile boolean closed;

  GitLauncher(GitLauncherBuilder builder) {
    this.projects = Project.register(builder.projects);
    this.state = StateSetup.open(builder.stateDirectory);
    GitOutput.removeThatOfTheGone();
    StateSetup.check(state.root(), projects);
    ProcessTable table = ProcessTable.ofThisMachine();
    Sessions sessions = new Sessions(table);
    boolean mergesBlockers = builder.fanIn == FanIn.MERGE;
    Worktrees worktrees = new Worktrees(state.worktrees(), projects, mergesBlockers);
    this.commands = new WorkerCommands(builder.commands, builder.projectWorkers);
    this.workerStart =
        new WorkerStart(commands, builder.mcpUrl, new WorkerEnvironment(builder.passed), table);
    this.places = new PlaceFinder(state, projects);
    this.watch = new SessionWatch(table, new LogLimit(builder.logLimit), state::lastRuns);
    this.finder = new WorkerFinder(state, table, sessions, watch);
    this.records = new WorkerRecords(state, table, builder.stopGrace);
    this.starter =
        new LaunchStarter(state, projects, worktrees, workerStart, finder, records, watch);
  }

  /**
   * A launcher to be set up.
   *
   * @param stateDirectory where worktrees, logs and records go; made when missing
   * @param command what runs in each worktree, unless {@link GitLauncherBuilder#worker} adds others
   * @param mcpUrl where workers reach Hera, asked for at each start
   */
  public static GitLauncherBuilder builder(
      Path stateDirectory, WorkerCommand command, Supplier<String> mcpUrl) {
    return new GitLauncherBuilder(stateDirectory, command, mcpUrl);
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
    return places.place(request);
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
    return starter.prepare(request, placement);
  }

  @Override
  public FoundBase findBase(@Nullable String project, String branch) {
    return places.findBase(project, branch);
  }

  @Override
  public Optional<FoundWork> look(Workplace place) {
    return places.look(place);
  }

  /**
   * {@inheritDoc}
   *
   * <p>An epoch whose worker ran and ended is not run again; its end is told. What the worker of an
   * earlier epoch left running is ended first, as {@link #stop} does it.
   */
  @Override
  public void start(LaunchRequest request, Placement placement, String token) {
    refuseClosed();
    starter.start(request, placement, token);
  }

  @Override
  public Found find(LaunchKey key) {
    return finder.find(key);
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

  private void refuseClosed() {
    if (closed) {
      throw new LaunchException("the launcher is closed");
    }
  }
}
