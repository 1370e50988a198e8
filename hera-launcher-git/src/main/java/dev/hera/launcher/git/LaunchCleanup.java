package dev.hera.launcher.git;

import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.WorkingTree;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.RealPath;
import dev.hera.launcher.git.worktree.MergedWork;
import dev.hera.launcher.git.worktree.Worktrees;
import dev.hera.plan.LaunchKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Removes what launches left that nobody needs any more: worktree, branch and logs. What a person
 * could miss stays, with the reason: uncommitted changes, commits that are not merged, a worker
 * that runs. A launch goes whole or stays whole. Thread-safe; needs no launcher.
 */
public final class LaunchCleanup {
  private static final Duration LOCK_LIMIT = Duration.ofMinutes(1);

  private final StateDirectory state;
  private final ProcessTable table = ProcessTable.ofThisMachine();

  private LaunchCleanup(StateDirectory state) {
    this.state = state;
  }

  /** What launches left in a state directory. */
  public static LaunchCleanup of(Path stateDirectory) {
    return new LaunchCleanup(StateDirectory.at(stateDirectory));
  }

  /**
   * What there is of a launch, and whether it can go. Changes nothing.
   *
   * @param bases branches that its work is meant for, beside the repository's own main ones
   */
  public Leftover look(LaunchKey key, Collection<String> bases) {
    LaunchFiles files = state.launch(key);
    Optional<WorktreeRecord> made = files.worktreeRecord();
    Leftover nothing = new Leftover(key, null, null, null);
    try {
      if (runs(files)) {
        return nothing.keptBecause("its worker still runs");
      }
      return made.isEmpty() ? nothing : look(key, made.get(), bases);
    } catch (GitFailedException | IllegalStateException e) {
      return nothing.keptBecause("it cannot be looked at: " + e.getMessage());
    }
  }

  /**
   * Removes a launch, unless something keeps it.
   *
   * @return what was removed, or why it was kept
   */
  public Leftover remove(LaunchKey key, Collection<String> bases) {
    LaunchFiles files = state.launch(key);
    if (!files.exist()) {
      return new Leftover(key, null, null, null);
    }
    return files.locked(LOCK_LIMIT, () -> removeLocked(files, bases));
  }

  private Leftover removeLocked(LaunchFiles files, Collection<String> bases) {
    Leftover left = look(files.key(), bases);
    if (!left.isRemovable()) {
      return left;
    }
    try {
      files.worktreeRecord().ifPresent(made -> remove(made, left));
    } catch (GitFailedException | IllegalStateException e) {
      return left.keptBecause("it could not be removed: " + e.getMessage());
    }
    files.deleteAll();
    return left;
  }

  private void remove(WorktreeRecord made, Leftover left) {
    new MergedWork(repository(made).orElseThrow(), made.worktree()).remove(left.branch());
    Worktrees.removeEmpty(state.worktrees(), made.worktree());
  }

  private boolean runs(LaunchFiles files) {
    return files.lastRun().filter(run -> table.find(run).isPresent()).isPresent()
        || (files.wasUsed() && table.carriers(files.key()).findAny().isPresent());
  }

  private static Leftover look(LaunchKey key, WorktreeRecord made, Collection<String> bases) {
    boolean isThere = Files.exists(made.worktree());
    Path worktree = isThere ? made.worktree() : null;
    Optional<Repository> repository = repository(made);
    if (repository.isEmpty()) {
      return new Leftover(key, worktree, made.branch(), null)
          .keptBecause("its repository is not where it was");
    }
    String branch = repository.get().findTip(made.branch()).map(tip -> made.branch()).orElse(null);
    Leftover left = new Leftover(key, worktree, branch, null);
    return new MergedWork(repository.get(), made.worktree())
        .whyKept(worktree, branch, bases)
        .map(left::keptBecause)
        .orElse(left);
  }

  /** As it was noted, or as the worktree itself says it. */
  private static Optional<Repository> repository(WorktreeRecord made) {
    Path noted = made.repository();
    if (noted != null) {
      return Files.isDirectory(noted)
          ? Optional.of(new Repository(Project.of(made.project(), noted).location()))
          : Optional.empty();
    }
    return Optional.of(made.worktree())
        .filter(Files::isDirectory)
        .map(RealPath::of)
        .flatMap(WorkingTree::find)
        .filter(tree -> tree.topLevel().filter(RealPath.of(made.worktree())::equals).isPresent())
        .map(tree -> new Repository(Project.of(made.project(), tree.commonDirectory()).location()));
  }
}
