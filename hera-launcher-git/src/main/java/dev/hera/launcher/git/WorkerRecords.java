package dev.hera.launcher.git;

import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.process.ProcessTree;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.LockFile;
import dev.hera.plan.LaunchKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of a state directory, whichever process started them: for a launcher, and for
 * commands that run beside the host or without one. Thread-safe.
 */
public final class WorkerRecords {
  static final Duration STOP_GRACE = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(WorkerRecords.class);

  private final StateDirectory state;
  private final ProcessTable table;
  private final Duration stopGrace;

  WorkerRecords(StateDirectory state, ProcessTable table, Duration stopGrace) {
    this.state = state;
    this.table = table;
    this.stopGrace = stopGrace;
  }

  /** The workers of a state directory, of which nothing is made when it is missing. */
  public static WorkerRecords of(Path stateDirectory) {
    return new WorkerRecords(
        StateDirectory.at(stateDirectory), ProcessTable.ofThisMachine(), STOP_GRACE);
  }

  /** The launches of which something is kept. */
  public List<LaunchKey> keys() {
    return state.all().stream().map(LaunchFiles::key).toList();
  }

  /** The last run of every launch that had one, by launch key. */
  public List<WorkerRun> all() {
    return lastRuns().map(this::described).toList();
  }

  /** The last run of a launch, if it had one. */
  public Optional<WorkerRun> find(LaunchKey key) {
    return state.launch(key).lastRun().map(this::described);
  }

  /** The commit that the worktree of a launch was made on, if it has one. */
  public Optional<String> beginning(LaunchKey key) {
    return state.launch(key).worktreeRecord().map(WorktreeRecord::base);
  }

  /** The workers that run, by launch key. */
  public List<WorkerRun> running() {
    return lastRuns().map(this::described).filter(WorkerRun::running).toList();
  }

  /**
   * Stops all running workers with all that they started, and what ended ones left behind: asks
   * them to end, and after the grace period kills what is left. Returns in a bounded time.
   *
   * @return the processes that could not be ended, as people see them; empty when none is left
   */
  public List<String> stopAll() {
    List<LockFile> held = new ArrayList<>();
    try {
      Set<String> carried = table.carriedKeys();
      List<LaunchFiles> left =
          state.all().stream().filter(files -> hasProcesses(files, carried)).toList();
      left.forEach(files -> held.add(files.lock(LaunchFiles.LOCK_LIMIT)));
      return stop(left.stream().flatMap(files -> tree(files).stream()).toList());
    } finally {
      held.forEach(LockFile::close);
    }
  }

  /**
   * Stops the worker of a launch as {@link #stopAll} does.
   *
   * @return the processes of it that could not be ended; empty when none is left
   */
  public List<String> stop(LaunchKey key) {
    LaunchFiles files = state.launch(key);
    if (!files.exist()) {
      return List.of();
    }
    return files.locked(LaunchFiles.LOCK_LIMIT, () -> stop(tree(files).stream().toList()));
  }

  /**
   * Ends what workers of a launch left that have ended: an agent whose shell was killed goes on,
   * and two must not work in one worktree. The caller holds the launch's lock.
   *
   * @throws IllegalStateException when something of it could not be ended
   */
  void endEarlier(LaunchFiles files) {
    if (!files.wasUsed()) {
      return;
    }
    Optional<ProcessHandle> shell = files.lastRun().flatMap(this::shell);
    List<String> left = stop(List.of(new ProcessTree(table, files.key(), shell)));
    if (!left.isEmpty()) {
      throw new IllegalStateException(
          "what its earlier worker left could not be ended: " + String.join(", ", left));
    }
  }

  private WorkerRun described(RunFiles run) {
    boolean running = runningShell(run).isPresent();
    RunFiles.Worker worker = run.worker();
    return new WorkerRun(
        run.key(),
        run.epoch(),
        worker.orchestrator(),
        worker.role(),
        worker.mcpUrl(),
        run.log(),
        run.pid(),
        run.since().orElse(null),
        running,
        run.exitCode());
  }

  private Stream<RunFiles> lastRuns() {
    return state.lastRuns().stream();
  }

  private Optional<ProcessHandle> runningShell(RunFiles run) {
    return run.exitCode().isPresent() ? Optional.empty() : shell(run);
  }

  /**
   * It outlives its agent as long as that has left processes behind. Empty also when it cannot be
   * told: what is not known for a worker's gets no signal.
   */
  private Optional<ProcessHandle> shell(RunFiles run) {
    try {
      return table.find(run);
    } catch (IllegalStateException e) {
      LOG.warn("the worker of launch {} cannot be judged", run.key(), e);
      return Optional.empty();
    }
  }

  private boolean hasProcesses(LaunchFiles files, Set<String> carried) {
    return carried.contains(files.key().value())
        || files.lastRun().filter(run -> shell(run).isPresent()).isPresent();
  }

  /**
   * Also of a worker whose shell was killed, so that the agent may run without it, and of one that
   * ended and left something behind.
   */
  private Optional<ProcessTree> tree(LaunchFiles files) {
    return files
        .lastRun()
        .filter(run -> run.pid().isPresent())
        .map(
            run -> {
              runningShell(run).ifPresent(shell -> run.markStopped());
              return new ProcessTree(table, files.key(), shell(run));
            });
  }

  private List<String> stop(List<ProcessTree> trees) {
    trees.forEach(ProcessTree::ask);
    long deadline = System.nanoTime() + stopGrace.toNanos();
    List<String> left = new ArrayList<>();
    for (ProcessTree tree : trees) {
      if (!tree.end(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        LOG.warn("of launch {} could not be ended: {}", tree.key(), tree.left());
        left.addAll(tree.left());
      }
    }
    return List.copyOf(left);
  }
}
