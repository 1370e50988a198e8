package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.LockFile;
import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.launcher.git.system.RealPath;
import dev.hera.spi.launcher.LaunchException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The worktrees of a repository. Git cannot make or remove two at once, so that waits for a lock
 * which all processes share (H2). Thread-safe.
 *
 * <p>A directory may be named by way of symbolic links: what git says of it is compared by real
 * paths.
 */
public final class LinkedWorktrees {
  private static final Duration LOCK_LIMIT = Duration.ofMinutes(2);
  private static final String BRANCHES = "refs/heads/";

  private final ProjectLocation project;
  private final Git git;

  LinkedWorktrees(ProjectLocation project) {
    this.project = project;
    this.git = Git.in(project.directory());
  }

  /** Whether a directory is the top level of a worktree of this repository. */
  public boolean has(Path directory) {
    if (!Files.isDirectory(directory)) {
      return false;
    }
    Path real = RealPath.of(directory);
    return WorkingTree.find(real)
        .filter(tree -> tree.commonDirectory().equals(project.commonDirectory()))
        .flatMap(WorkingTree::topLevel)
        .filter(real::equals)
        .isPresent();
  }

  /** Whether there is anything in a directory, or anything else of its name. */
  public static boolean isOccupied(Path directory) {
    String[] names = directory.toFile().list();
    return names == null ? Files.exists(directory, LinkOption.NOFOLLOW_LINKS) : names.length > 0;
  }

  /**
   * Makes a new branch at a commit and an empty worktree on it.
   *
   * @param beforehand done once it is known that neither is there yet, and before they are
   * @throws LaunchException when the branch or something in the directory is there already
   */
  public void add(Path directory, String newBranch, String commit, Runnable beforehand) {
    locked(
        () -> {
          if (Repository.findRef(project, BRANCHES + newBranch).isPresent()
              || isOccupied(directory)) {
            throw new LaunchException("the branch '" + newBranch + "' or its directory is taken");
          }
          beforehand.run();
          git.slow()
              .text(
                  "worktree",
                  "add",
                  "--no-checkout",
                  "--no-track",
                  "-b",
                  newBranch,
                  "--",
                  directory.toString(),
                  commit);
        });
  }

  /**
   * Makes an empty worktree on a branch that exists, in place of one whose directory is gone.
   *
   * @throws LaunchException when there is anything in the directory
   */
  public void restore(Path directory, String branch) {
    locked(
        () -> {
          if (isOccupied(directory)) {
            throw new LaunchException(
                "there are files where the worktree of '"
                    + branch
                    + "' was, and it is no worktree any more; move them elsewhere, or repair it"
                    + " with: git worktree repair, and its directory");
          }
          forget(directory);
          git.slow().text("worktree", "add", "--no-checkout", "--", directory.toString(), branch);
        });
  }

  /**
   * Removes a worktree that nobody worked in, or git's memory of one that is gone, and then the
   * branch, if it is still at this commit.
   *
   * @param isUntouched whether all that is in the worktree, if there is one, was put there by Hera
   * @return false, and nothing is removed, when it was not, or the directory has files and is no
   *     worktree of this repository
   */
  public boolean discard(Path directory, String branch, String tip, boolean isUntouched) {
    return locked(
        () -> {
          if (!isOccupied(directory)) {
            forget(directory);
          } else if (isUntouched && has(directory)) {
            removeForced(directory);
          } else {
            return false;
          }
          if (Repository.findRef(project, BRANCHES + branch).filter(tip::equals).isPresent()) {
            git.slow().text("update-ref", "-d", BRANCHES + branch, tip);
          }
          return true;
        });
  }

  /**
   * Removes a worktree that has no changes, or git's memory of one that is gone, and a branch that
   * is still at this commit.
   *
   * @param hasSubmodules whether it has any, all of whose commits are elsewhere: git removes it
   *     then by force only, and does not look for changes itself
   * @throws GitFailedException when it has changes, or git keeps the worktree
   */
  public void removeClean(
      Path worktree, @Nullable String branch, String tip, boolean hasSubmodules) {
    locked(
        () -> {
          if (hasSubmodules && !new Worktree(worktree).isClean()) {
            throw new GitFailedException("it has uncommitted changes");
          }
          Git looking = git.slow().with("status.showUntrackedFiles", "all");
          Git.Result removed =
              hasSubmodules
                  ? looking.run("worktree", "remove", "--force", "--", worktree.toString())
                  : looking.run("worktree", "remove", "--", worktree.toString());
          if (!removed.succeeded() && Files.exists(worktree)) {
            throw GitFailedException.of("worktree", removed.exitCode(), removed.errors());
          }
          if (branch != null) {
            git.slow().text("update-ref", "-d", BRANCHES + branch, tip);
          }
        });
  }

  /** Removes git's memory of a worktree whose directory is missing, or has nothing in it. */
  private void forget(Path directory) {
    PrivateFiles.delete(directory);
    git.slow().run("worktree", "remove", "--force", "--force", "--", directory.toString());
  }

  private void removeForced(Path directory) {
    Git.Result removed =
        git.slow().run("worktree", "remove", "--force", "--force", "--", directory.toString());
    if (!removed.succeeded() && isOccupied(directory)) {
      throw GitFailedException.of("worktree", removed.exitCode(), removed.errors());
    }
  }

  private void locked(Runnable work) {
    boolean unused =
        locked(
            () -> {
              work.run();
              return true;
            });
  }

  private boolean locked(BooleanSupplier work) {
    return LockFile.whileHeldInRepository(
        project.commonDirectory().resolve("hera.lock"), LOCK_LIMIT, work::getAsBoolean);
  }
}
