package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.SystemNames;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The repository of a project: its branches and commits, and its {@link #worktrees}. */
public final class Repository {
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

  /** The worktrees that are made of it, and removed again. */
  public LinkedWorktrees worktrees() {
    return new LinkedWorktrees(project);
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
    if (!SystemNames.isArgument(name)) {
      return RefFiles.listed(project.directory(), name);
    }
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
}
