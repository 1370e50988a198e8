package dev.hera.launcher.git;

import dev.hera.spi.LaunchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository of a project: its branches, and the making and removing of worktrees, which git
 * cannot do twice at once; so they wait for a lock that all processes share (H2).
 */
final class Repository {
  private static final Duration LOCK_LIMIT = Duration.ofMinutes(2);
  private static final String BRANCHES = "refs/heads/";

  private final Project project;
  private final Git git;

  Repository(Project project) {
    this.project = project;
    this.git = Git.in(project.directory());
  }

  Git git() {
    return git;
  }

  /** What all its worktrees have in common. */
  Path commonDirectory() {
    return project.commonDirectory();
  }

  String projectName() {
    return project.name();
  }

  /** The commit that a branch is at, if there is a branch of exactly this name. */
  Optional<String> findTip(String branch) {
    Git.Result ref = git.run("show-ref", "--verify", "--hash", "--", BRANCHES + branch);
    return ref.succeeded() ? Optional.of(ref.text()) : Optional.empty();
  }

  /**
   * The commit to stand on.
   *
   * @param branch null for what is checked out in the project's directory
   * @throws LaunchException when there is no such branch, or nothing was ever committed
   */
  String baseCommit(@Nullable String branch) {
    if (branch != null) {
      return findTip(branch)
          .orElseThrow(
              () ->
                  new LaunchException(
                      "project '" + project.name() + "' has no branch '" + branch + "'"));
    }
    Git.Result head = git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
    if (!head.succeeded()) {
      throw new LaunchException("project '" + project.name() + "' has no commit to start from");
    }
    return head.text();
  }

  /** Whether a directory is the top level of a worktree of this repository. */
  boolean hasWorktree(Path directory) {
    return Files.isDirectory(directory)
        && WorkingTree.find(directory)
            .filter(tree -> tree.commonDirectory().equals(project.commonDirectory()))
            .flatMap(WorkingTree::topLevel)
            .filter(directory::equals)
            .isPresent();
  }

  /**
   * Makes a new branch at a commit and an empty worktree on it.
   *
   * @param beforehand done once it is known that neither is there yet, and before they are
   * @throws LaunchException when the branch or something in the directory is there already
   */
  void addWorktree(Path directory, String newBranch, String commit, Runnable beforehand) {
    locked(
        () -> {
          if (findTip(newBranch).isPresent() || isOccupied(directory)) {
            throw new LaunchException("the branch '" + newBranch + "' or its directory is taken");
          }
          beforehand.run();
          git.text(
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

  /** Makes an empty worktree on a branch that exists, in place of one whose directory is gone. */
  void restoreWorktree(Path directory, String branch) {
    locked(
        () -> {
          removeWorktree(directory);
          git.text("worktree", "add", "--no-checkout", "--", directory.toString(), branch);
        });
  }

  /**
   * Removes a worktree whatever it has in it, or git's memory of one that is gone, and then the
   * branch, if it is still at this commit.
   */
  void remove(Path directory, String branch, String tip) {
    locked(
        () -> {
          removeWorktree(directory);
          if (findTip(branch).filter(tip::equals).isPresent()) {
            git.text("update-ref", "-d", BRANCHES + branch, tip);
          }
        });
  }

  /**
   * Removes a worktree that has no changes, or git's memory of one that is gone, and a branch that
   * is still at this commit.
   *
   * @throws GitFailedException when git keeps the worktree
   */
  void removeClean(Path worktree, @Nullable String branch, String tip) {
    locked(
        () -> {
          Git.Result removed = git.slow().run("worktree", "remove", "--", worktree.toString());
          if (!removed.succeeded() && Files.exists(worktree)) {
            throw GitFailedException.of("worktree", removed.exitCode(), removed.errors());
          }
          if (branch != null) {
            git.text("update-ref", "-d", BRANCHES + branch, tip);
          }
        });
  }

  private void removeWorktree(Path directory) {
    Git.Result removed =
        git.slow().run("worktree", "remove", "--force", "--force", "--", directory.toString());
    if (!removed.succeeded() && isOccupied(directory)) {
      throw GitFailedException.of("worktree", removed.exitCode(), removed.errors());
    }
  }

  private static boolean isOccupied(Path directory) {
    String[] names = directory.toFile().list();
    return Files.exists(directory) && (names == null || names.length > 0);
  }

  private void locked(Runnable work) {
    LockFile.whileHeld(
        project.commonDirectory().resolve("hera.lock"),
        LOCK_LIMIT,
        () -> {
          work.run();
          return project;
        });
  }
}
