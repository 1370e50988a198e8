package dev.hera.launcher.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** One worktree that was made for a worker. */
final class Worktree {
  private final Git git;
  private final Path directory;

  /** The worktree at the top level {@code directory}. */
  Worktree(Path directory) {
    this.directory = directory;
    this.git = Git.in(directory);
  }

  Git git() {
    return git;
  }

  /** The commit that is checked out. */
  String tip() {
    return git.text("rev-parse", "--verify", "HEAD^{commit}");
  }

  /** Whether it has no change and no new file; files that git ignores do not count. */
  boolean isClean() {
    Git.Result status =
        git.slow()
            .run("status", "--porcelain", "--untracked-files=all", "--ignore-submodules=none");
    return status.succeeded() && status.text().isEmpty();
  }

  /**
   * Whether all new files are ones of this commit, as a checkout leaves them that failed; files
   * that git ignores do not count. Writes nothing.
   */
  boolean hasOnlyFilesOf(String commit) {
    return names("ls-tree", "-r", "--name-only", "-z", commit)
        .containsAll(names("ls-files", "--others", "--exclude-standard", "-z"));
  }

  private Set<String> names(String... arguments) {
    String text = git.slow().text(arguments);
    return text.isEmpty() ? Set.of() : Set.copyOf(List.of(text.split("\0")));
  }

  /** Checks out a commit and has the branch point to it, whatever was there. */
  void reset(String commit) {
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
