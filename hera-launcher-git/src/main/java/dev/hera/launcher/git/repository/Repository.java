package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.LockFile;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The repository of a project: its branches, and the making and removing of worktrees, which git
 * cannot do twice at once; so they wait for a lock that all processes share (H2).
 */
public final class Repository {
  private static final Duration LOCK_LIMIT = Duration.ofMinutes(2);
  private static final String BRANCHES = "refs/heads/";
  private static final String REMOTE_BRANCHES = "refs/remotes/";

  private final ProjectLocation project;
  private final Git git;

  public Repository(ProjectLocation project) {
    this.project = project;
    this.git = Git.in(project.directory());
  }

  public Git git() {
    return git;
  }

  /** What all its worktrees have in common. */
  public Path commonDirectory() {
    return project.commonDirectory();
  }

  public String projectName() {
    return project.name();
  }

  public Path directory() {
    return project.directory();
  }

  /** The commit that a branch is at, if there is a branch of exactly this name. */
  public Optional<String> findTip(String branch) {
    return findRef(project, BRANCHES + branch);
  }

  /**
   * The commit that a ref is at, if there is one of exactly this name.
   *
   * @throws GitFailedException when the repository cannot be read: only of one that can be read it
   *     is said that a ref is missing
   */
  static Optional<String> findRef(ProjectLocation project, String name) {
    Git.Result ref = Git.in(project.directory()).run("show-ref", "--verify", "--hash", "--", name);
    if (!ref.succeeded() && !ref.errors().contains("not a valid ref")) {
      throw new GitFailedException(
          "the repository of project '"
              + project.name()
              + "' cannot be read: "
              + GitFailedException.of("show-ref", ref.exitCode(), ref.errors()).getMessage());
    }
    return ref.succeeded() ? Optional.of(ref.text()) : Optional.empty();
  }

  /** The names of all branches. */
  public List<String> branches() {
    return git.text("for-each-ref", "--format=%(refname)", BRANCHES)
        .lines()
        .map(Repository::shortName)
        .toList();
  }

  /** The branches that contain a commit: the repository's own first, then those of remotes. */
  public List<String> branchesWith(String commit) {
    return git.slow()
        .text(
            "for-each-ref",
            "--contains=" + commit,
            "--format=%(refname)",
            BRANCHES,
            REMOTE_BRANCHES)
        .lines()
        .filter(ref -> !ref.endsWith("/HEAD"))
        .map(Repository::shortName)
        .toList();
  }

  private static String shortName(String ref) {
    String prefix = ref.startsWith(BRANCHES) ? BRANCHES : REMOTE_BRANCHES;
    return ref.substring(prefix.length());
  }

  /** The branch that is checked out in the project's directory, if it has a commit. */
  public Optional<String> currentBranch() {
    Worktree own = new Worktree(project.directory());
    return own.branch().filter(branch -> own.findTip().isPresent());
  }

  public boolean hasCommit(String id) {
    return git.run("cat-file", "-e", id + "^{commit}").succeeded();
  }

  /** Whether one commit is among the history of another, or is the same. */
  public boolean isAncestor(String ancestor, String commit) {
    return git.run("merge-base", "--is-ancestor", ancestor, commit).succeeded();
  }

  /** What a base names. */
  public FoundBase findBase(String base) {
    return new Bases(project).find(base);
  }

  /**
   * The commit to stand on.
   *
   * @param base a branch or a commit; null for what is checked out in the project's directory
   * @throws LaunchException when there is none, or nothing was ever committed
   */
  public String baseCommit(@Nullable String base) {
    if (base == null) {
      return currentCommit();
    }
    FoundBase found = findBase(base);
    if (found instanceof FoundBase.At at) {
      return at.commit();
    }
    String why = found instanceof FoundBase.Missing missing ? missing.why() : "it cannot be read";
    throw LaunchException.permanent(why);
  }

  private String currentCommit() {
    return new Worktree(project.directory())
        .findTip()
        .orElseThrow(
            () ->
                LaunchException.permanent(
                    "project '"
                        + project.name()
                        + "' has no commit to start from; make a first one, or name a base branch"
                        + " that has one"));
  }

  /** Whether a directory is the top level of a worktree of this repository. */
  public boolean hasWorktree(Path directory) {
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
  public void addWorktree(Path directory, String newBranch, String commit, Runnable beforehand) {
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
  public void restoreWorktree(Path directory, String branch) {
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
  public void remove(Path directory, String branch, String tip) {
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
  public void removeClean(Path worktree, @Nullable String branch, String tip) {
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
