package dev.hera.launcher.git;

import dev.hera.launcher.git.process.SessionWatch;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.LockFile;
import dev.hera.launcher.git.worktree.Worktrees;
import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts launches: makes the worktree, then the worker in it. Of a start that fails nothing
 * remains. Thread-safe.
 */
final class LaunchStarter {
  private static final Logger LOG = LoggerFactory.getLogger(LaunchStarter.class);

  private final StateDirectory state;
  private final RegisteredProjects projects;
  private final Worktrees worktrees;
  private final WorkerStart workerStart;
  private final WorkerFinder finder;
  private final WorkerRecords records;
  private final SessionWatch watch;

  /** The worktrees that are made for workers that are about to be started. */
  private final ConcurrentHashMap<LaunchKey, WorktreeRecord> ready = new ConcurrentHashMap<>();

  LaunchStarter(
      StateDirectory state,
      RegisteredProjects projects,
      Worktrees worktrees,
      WorkerStart workerStart,
      WorkerFinder finder,
      WorkerRecords records,
      SessionWatch watch) {
    this.state = state;
    this.projects = projects;
    this.worktrees = worktrees;
    this.workerStart = workerStart;
    this.finder = finder;
    this.records = records;
    this.watch = watch;
  }

  /** Makes the worktree, unless a worker of the launch runs or ran there. */
  Prepared prepare(LaunchRequest request, Placement placement) {
    LaunchFiles files = state.launch(request.key());
    return files.locked(LaunchFiles.LOCK_LIMIT, () -> prepare(request, placement, files));
  }

  private Prepared prepare(LaunchRequest request, Placement placement, LaunchFiles files) {
    if (finder.takesUp(request, files)) {
      return files
          .worktreeRecord()
          .filter(made -> Files.isDirectory(made.worktree()))
          .map(made -> worktrees.prepared(request, made))
          .orElseGet(() -> Prepared.nothing(request));
    }
    records.endEarlier(files);
    return making(
        files,
        () -> {
          workerStart.check(request);
          WorktreeRecord made = worktrees.provide(request, placement, files);
          Prepared prepared = worktrees.prepared(request, made);
          ready.put(request.key(), made);
          return prepared;
        });
  }

  /** Starts the worker, unless one of this epoch runs or ran. */
  void start(LaunchRequest request, Placement placement, String token) {
    LaunchFiles files = state.launch(request.key());
    LockFile lock = files.lock(LaunchFiles.LOCK_LIMIT);
    try {
      if (!finder.takesUp(request, files)) {
        records.endEarlier(files);
        start(request, placement, token, files);
      }
    } finally {
      lock.close();
    }
  }

  private void start(LaunchRequest request, Placement placement, String token, LaunchFiles files) {
    WorktreeRecord prepared = ready.remove(request.key());
    making(
        files,
        () -> {
          workerStart.check(request);
          WorktreeRecord made =
              prepared == null ? worktrees.provide(request, placement, files) : prepared;
          RunFiles run = files.newRun(request.epoch());
          Path directory = projects.get(request.project()).within(made.worktree());
          Process process = start(request, made, directory, run, token);
          watch.add(run);
          CompletableFuture<Void> unused = process.onExit().thenRun(() -> watch.lookSoon(run));
          return run;
        });
  }

  /** A start that fails decides, or leaves nothing that the next one would have to decide about. */
  private Process start(
      LaunchRequest request, WorktreeRecord made, Path directory, RunFiles run, String token) {
    try {
      return workerStart.start(request, made, directory, run, token);
    } catch (LaunchException | UncheckedIOException e) {
      discardUndecided(run, e);
      throw e;
    }
  }

  private static void discardUndecided(RunFiles run, RuntimeException cause) {
    try {
      run.discardUndecided();
    } catch (UncheckedIOException e) {
      cause.addSuppressed(e);
    }
  }

  /** Does what may fail; nothing that was made for the launch then remains. */
  private <T> T making(LaunchFiles files, Supplier<T> work) {
    try {
      return work.get();
    } catch (LaunchException e) {
      throw discard(files, e);
    } catch (GitFailedException | UncheckedIOException e) {
      throw discard(files, LaunchFailure.of(e));
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
}
