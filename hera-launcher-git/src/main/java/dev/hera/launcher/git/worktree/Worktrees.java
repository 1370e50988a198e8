package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.LinkedWorktrees;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the worktree of a launch, takes up the one that an earlier attempt left, and removes what
 * nobody ever worked in (H2). The caller holds the launch's lock.
 *
 * <p>What was made is written down before it is made. So after a crash it is known what to finish
 * or to remove: as long as the record is not complete no worker ran there, and all commits since
 * the base are merges of {@link FanInMerge}.
 */
public final class Worktrees {
  private static final Logger LOG = LoggerFactory.getLogger(Worktrees.class);

  private final Path root;
  private final RegisteredProjects projects;
  private final boolean mergesBlockers;

  /**
   * Worktrees below a root.
   *
   * @param mergesBlockers whether the branches of other blockers are merged into each (G18)
   */
  public Worktrees(Path root, RegisteredProjects projects, boolean mergesBlockers) {
    this.root = root;
    this.projects = projects;
    this.mergesBlockers = mergesBlockers;
  }

  /**
   * The worktree to start the worker in. One in which a worker of this launch already worked is
   * given as that left it.
   *
   * @throws LaunchException when there can be none; what was made of it is still there
   * @throws GitFailedException likewise
   */
  public WorktreeRecord provide(LaunchRequest request, Placement placement, LaunchFiles files) {
    Path worktree = Path.of(Objects.requireNonNull(placement.worktree()));
    String branch = Objects.requireNonNull(placement.branch());
    if (!worktree.startsWith(root) || !branch.startsWith("hera")) {
      throw new LaunchException("the worker's directory or branch is not one of Hera's");
    }
    Repository repository = new Repository(projects.get(request.project()));
    Optional<WorktreeRecord> left =
        files.worktreeRecord().filter(made -> isAt(made, repository, worktree, branch));
    if (left.isPresent() && files.wasUsed()) {
      return takeUp(left.get(), repository, request, files);
    }
    String base = repository.baseCommit(request.baseBranch());
    if (left.isPresent() && isReady(left.get(), repository, base)) {
      return left.get();
    }
    discardUnused(files);
    return make(request, newRecord(repository, worktree, branch, base), repository, files);
  }

  /** What the worktree of a launch contains of the branches of its blockers (G18). */
  public Prepared prepared(LaunchRequest request, WorktreeRecord made) {
    return new ContainedBranches(new Repository(projects.get(request.project())), made).of(request);
  }

  /**
   * Removes what there is of worktree and branch of a launch that no worker worked for; but keeps
   * both, and the record, when somebody else left files or commits there or the project is gone.
   */
  public void discardUnused(LaunchFiles files) {
    Optional<WorktreeRecord> made = files.worktreeRecord();
    if (made.isEmpty() || files.wasUsed()) {
      return;
    }
    if (!remove(made.get())) {
      LOG.warn(
          "launch {} keeps its worktree: its project is gone, or others left files or commits",
          files.key());
      return;
    }
    files.forgetWorktree();
  }

  private boolean remove(WorktreeRecord made) {
    if (!projects.names().contains(made.project())) {
      return false;
    }
    Repository repository = new Repository(projects.get(made.project()));
    LinkedWorktrees worktrees = repository.worktrees();
    boolean isUntouched = worktrees.has(made.worktree()) && isUntouched(made);
    if (!worktrees.discard(made.worktree(), made.branch(), made.tip(), isUntouched)) {
      return false;
    }
    removeEmpty(root, made.worktree());
    return true;
  }

  private static boolean isAt(
      WorktreeRecord made, Repository repository, Path worktree, String branch) {
    return made.project().equals(repository.projectName())
        && made.worktree().equals(worktree)
        && made.branch().equals(branch);
  }

  private WorktreeRecord takeUp(
      WorktreeRecord made, Repository repository, LaunchRequest request, LaunchFiles files) {
    LinkedWorktrees worktrees = repository.worktrees();
    if (worktrees.has(made.worktree())) {
      return made;
    }
    prepareParent(made.worktree());
    if (repository.findTip(made.branch()).isPresent()) {
      worktrees.restore(made.worktree(), made.branch());
    } else {
      String base = repository.baseCommit(request.baseBranch());
      worktrees.add(made.worktree(), made.branch(), base, () -> {});
    }
    new Worktree(made.worktree()).reset("HEAD");
    files.headLog().keep(made.worktree());
    return made;
  }

  /** Whether an unused worktree serves: it stands where it has to, or somebody put work in it. */
  private static boolean isReady(WorktreeRecord made, Repository repository, String base) {
    return made.complete()
        && repository.worktrees().has(made.worktree())
        && (made.base().equals(base) || !isUntouched(made));
  }

  private static boolean isUntouched(WorktreeRecord made) {
    Worktree worktree = new Worktree(made.worktree());
    if (!made.complete() && !isReset(worktree, made)) {
      return worktree.hasOnlyFilesOf(made.base());
    }
    return worktree.tip().equals(made.tip()) && worktree.isClean();
  }

  /** On a full disk, say, or with a filter that fails, a checkout fails again and again. */
  private static boolean isReset(Worktree worktree, WorktreeRecord made) {
    try {
      worktree.reset(made.base());
      return true;
    } catch (GitFailedException e) {
      LOG.info("{} cannot be checked out, so it is removed if it has nothing else", made.branch());
      return false;
    }
  }

  private WorktreeRecord make(
      LaunchRequest request, WorktreeRecord made, Repository repository, LaunchFiles files) {
    prepareParent(made.worktree());
    repository
        .worktrees()
        .add(made.worktree(), made.branch(), made.base(), () -> files.write(made));
    Worktree worktree = new Worktree(made.worktree());
    files.headLog().keep(made.worktree());
    worktree.reset(made.base());
    if (mergesBlockers) {
      new FanInMerge(repository, worktree).merge(request);
    }
    new Submodules(worktree).initialise(repository);
    WorktreeRecord complete = made.completedAt(worktree.tip());
    files.write(complete);
    return complete;
  }

  private static WorktreeRecord newRecord(
      Repository repository, Path worktree, String branch, String base) {
    return new WorktreeRecord(
        repository.projectName(),
        repository.commonDirectory(),
        worktree,
        branch,
        base,
        base,
        false);
  }

  private static void prepareParent(Path worktree) {
    Path parent = worktree.getParent();
    if (parent != null) {
      PrivateFiles.createDirectories(parent);
    }
  }

  /**
   * Removes the directories of the project and the orchestrator when no worktree is left there, up
   * to one that somebody put a symbolic link in the place of.
   */
  public static void removeEmpty(Path root, Path worktree) {
    try {
      for (Path p = worktree; p != null && !p.equals(root); p = p.getParent()) {
        if (Files.isSymbolicLink(p)) {
          return;
        }
        Files.deleteIfExists(p);
      }
    } catch (DirectoryNotEmptyException e) {
      return;
    } catch (IOException e) {
      LOG.warn("an empty directory could not be removed", e);
    }
  }
}
