package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.SystemNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One worktree that was made for a worker. */
public final class Worktree {
  private static final String BRANCHES = "refs/heads/";

  /** The mode by which a tree has a commit of another repository. */
  private static final String SUBMODULE = "160000 ";

  private final Git git;
  private final Path directory;

  /** The worktree at the top level {@code directory}. */
  public Worktree(Path directory) {
    this.directory = directory;
    this.git = Git.in(directory);
  }

  public Path directory() {
    return directory;
  }

  public Git git() {
    return git;
  }

  /** The commit that is checked out. */
  public String tip() {
    return git.text("rev-parse", "--verify", "HEAD^{commit}");
  }

  /** The commit that is checked out, if there is one. */
  public Optional<String> findTip() {
    Git.Result tip = git.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
    if (!tip.succeeded() && !tip.errors().isEmpty()) {
      throw GitFailedException.of("rev-parse", tip.exitCode(), tip.errors());
    }
    return tip.succeeded() ? Optional.of(tip.text()) : Optional.empty();
  }

  /** The branch that is checked out, also when it has no commit; empty when it is none. */
  public Optional<String> branch() {
    Git.Result head = git.run("symbolic-ref", "--quiet", "HEAD");
    return head.succeeded() && head.text().startsWith(BRANCHES)
        ? Optional.of(head.text().substring(BRANCHES.length()))
        : Optional.empty();
  }

  /**
   * How many changes and new files are in no commit, those in submodules among them; files that git
   * ignores do not count.
   */
  public int countUncommitted() {
    String changes =
        git.slow()
            .text(
                "status",
                "--porcelain",
                "-z",
                "--no-renames",
                "--untracked-files=all",
                "--ignore-submodules=dirty");
    int own = (int) changes.chars().filter(c -> c == 0).count();
    return own + submodules().stream().mapToInt(Worktree::countUncommitted).sum();
  }

  /**
   * The submodules that are checked out in it. Each is a repository with a configuration of its
   * own, so git must not be let into them by itself.
   */
  public List<Worktree> submodules() {
    return Stream.of(git.text("ls-files", "--stage", "-z").split("\0"))
        .filter(entry -> entry.startsWith(SUBMODULE))
        .map(entry -> entry.substring(entry.indexOf('\t') + 1))
        .filter(SystemNames::isPath)
        .map(directory::resolve)
        .filter(path -> Files.exists(path.resolve(".git")))
        .map(Worktree::new)
        .toList();
  }

  /** Whether it has no change and no new file; files that git ignores do not count. */
  public boolean isClean() {
    try {
      return countUncommitted() == 0;
    } catch (GitFailedException e) {
      return false;
    }
  }

  /**
   * Whether all new files are ones of this commit, as a checkout leaves them that failed; files
   * that git ignores do not count. Writes nothing.
   */
  public boolean hasOnlyFilesOf(String commit) {
    return names("ls-tree", "-r", "--name-only", "-z", commit)
        .containsAll(names("ls-files", "--others", "--exclude-standard", "-z"));
  }

  private Set<String> names(String... arguments) {
    String text = git.slow().text(arguments);
    return text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split("\0")));
  }

  /** Checks out a commit and has the branch point to it, whatever was there. */
  public void reset(String commit) {
    removeStaleLock();
    git.slow().text("reset", "--quiet", "--hard", "--no-recurse-submodules", commit, "--");
  }

  /** A git that was killed leaves its lock; one that still runs has ended its work by this time. */
  private void removeStaleLock() {
    Path lock = directory.resolve(git.text("rev-parse", "--git-path", "index.lock"));
    try {
      FileTime stale = FileTime.from(Instant.now().minus(Git.CHECKOUT_LIMIT));
      if (Files.exists(lock) && Files.getLastModifiedTime(lock).compareTo(stale) < 0) {
        Files.deleteIfExists(lock);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
