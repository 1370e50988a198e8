package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private final FanIn fanIn;

  public Worktrees(Path root, RegisteredProjects projects, FanIn fanIn) {
    this.root = root;
    this.projects = projects;
    this.fanIn = fanIn;
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
        files.site().filter(site -> isAt(site, repository, worktree, branch));
    if (left.isPresent() && files.wasUsed()) {
      return takeUp(left.get(), repository, request, files);
    }
    String base = repository.baseCommit(request.baseBranch());
    if (left.isPresent() && isReady(left.get(), repository, base)) {
      return left.get();
    }
    discardUnused(files);
    return make(request, newSite(repository, worktree, branch, base), repository, files);
  }

  /** What the worktree of a launch contains of the branches of its blockers (G18). */
  public Prepared prepared(LaunchRequest request, WorktreeRecord site) {
    Repository repository = new Repository(projects.get(request.project()));
    Worktree worktree = new Worktree(site.worktree());
    String tip = worktree.findTip().orElse(site.tip());
    List<BlockerBranch> merged = new ArrayList<>();
    List<BlockerBranch> contained = new ArrayList<>();
    List<BlockerBranch> missing = new ArrayList<>();
    for (BlockerBranch blocker : request.blockerBranches()) {
      if (blocker.branch().equals(request.baseBranch())) {
        continue;
      }
      Optional<String> commit = commit(repository, blocker.branch());
      if (commit.isEmpty() || !repository.isAncestor(commit.get(), tip)) {
        missing.add(blocker);
      } else if (repository.isAncestor(commit.get(), site.base())) {
        contained.add(blocker);
      } else {
        merged.add(blocker);
      }
    }
    return new Prepared(merged, contained, missing, remarks(worktree));
  }

  private static Optional<String> commit(Repository repository, String branch) {
    return repository.findBase(branch) instanceof FoundBase.At at
        ? Optional.of(at.commit())
        : Optional.empty();
  }

  private static List<String> remarks(Worktree worktree) {
    List<String> remarks = new ArrayList<>(new Submodules(worktree).remarks());
    Set<String> filters = worktree.git().commands().filters();
    if (!filters.isEmpty()) {
      remarks.add(
          "The filters of the repository's own configuration were not run (%s): files that they change are in the worktree as git stores them."
              .formatted(String.join(", ", filters)));
    }
    return remarks;
  }

  /**
   * Removes what there is of worktree and branch of a launch that no worker worked for; but keeps
   * both, and the record, when somebody else left files or commits there or the project is gone.
   */
  public void discardUnused(LaunchFiles files) {
    Optional<WorktreeRecord> site = files.site();
    if (site.isEmpty() || files.wasUsed()) {
      return;
    }
    if (!remove(site.get())) {
      LOG.warn(
          "launch {} keeps its worktree: its project is gone, or others left files or commits",
          files.key());
      return;
    }
    files.forgetSite();
  }

  private boolean remove(WorktreeRecord site) {
    if (!projects.names().contains(site.project())) {
      return false;
    }
    Repository repository = new Repository(projects.get(site.project()));
    if (repository.hasWorktree(site.worktree()) && !isUntouched(site)) {
      return false;
    }
    repository.remove(site.worktree(), site.branch(), site.tip());
    removeEmpty(root, site.worktree());
    return true;
  }

  private static boolean isAt(
      WorktreeRecord site, Repository repository, Path worktree, String branch) {
    return site.project().equals(repository.projectName())
        && site.worktree().equals(worktree)
        && site.branch().equals(branch);
  }

  private WorktreeRecord takeUp(
      WorktreeRecord site, Repository repository, LaunchRequest request, LaunchFiles files) {
    if (repository.hasWorktree(site.worktree())) {
      return site;
    }
    prepareParent(site.worktree());
    if (repository.findTip(site.branch()).isPresent()) {
      repository.restoreWorktree(site.worktree(), site.branch());
    } else {
      String base = repository.baseCommit(request.baseBranch());
      repository.addWorktree(site.worktree(), site.branch(), base, () -> {});
    }
    new Worktree(site.worktree()).reset("HEAD");
    files.headLog().keep(site.worktree());
    return site;
  }

  /** Whether an unused worktree serves: it stands where it has to, or somebody put work in it. */
  private static boolean isReady(WorktreeRecord site, Repository repository, String base) {
    return site.complete()
        && repository.hasWorktree(site.worktree())
        && (site.base().equals(base) || !isUntouched(site));
  }

  private static boolean isUntouched(WorktreeRecord site) {
    Worktree worktree = new Worktree(site.worktree());
    if (!site.complete() && !isReset(worktree, site)) {
      return worktree.hasOnlyFilesOf(site.base());
    }
    return worktree.tip().equals(site.tip()) && worktree.isClean();
  }

  /** On a full disk, say, or with a filter that fails, a checkout fails again and again. */
  private static boolean isReset(Worktree worktree, WorktreeRecord site) {
    try {
      worktree.reset(site.base());
      return true;
    } catch (GitFailedException e) {
      LOG.info("{} cannot be checked out, so it is removed if it has nothing else", site.branch());
      return false;
    }
  }

  private WorktreeRecord make(
      LaunchRequest request, WorktreeRecord site, Repository repository, LaunchFiles files) {
    prepareParent(site.worktree());
    repository.addWorktree(site.worktree(), site.branch(), site.base(), () -> files.write(site));
    Worktree worktree = new Worktree(site.worktree());
    files.headLog().keep(site.worktree());
    worktree.reset(site.base());
    if (fanIn == FanIn.MERGE) {
      new FanInMerge(repository, worktree).merge(request);
    }
    new Submodules(worktree).initialise(repository);
    WorktreeRecord complete = site.completedAt(worktree.tip());
    files.write(complete);
    return complete;
  }

  private static WorktreeRecord newSite(
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

  /** Removes the directories of the project and the orchestrator when no worktree is left there. */
  public static void removeEmpty(Path root, Path worktree) {
    try {
      for (Path p = worktree; p != null && !p.equals(root); p = p.getParent()) {
        Files.deleteIfExists(p);
      }
    } catch (DirectoryNotEmptyException e) {
      return;
    } catch (IOException e) {
      LOG.warn("an empty directory could not be removed", e);
    }
  }
}
