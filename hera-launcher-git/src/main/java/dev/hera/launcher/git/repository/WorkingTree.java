package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.SystemNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where git sees a directory. Read from the files of its repository, without a process; git itself
 * is asked only of what is not plain there.
 *
 * @param topLevel the real path of its working tree's top; empty within a repository's own files
 * @param gitDirectory the real path of the working tree's own part of its repository
 * @param commonDirectory the real path of what all worktrees of its repository have in common
 */
public record WorkingTree(Optional<Path> topLevel, Path gitDirectory, Path commonDirectory) {

  /**
   * The working tree around a directory.
   *
   * @param directory the real path of an existing directory
   * @return empty when no repository that git trusts contains it
   * @throws GitFailedException when git has to be asked and cannot be run, or does not trust the
   *     repository
   */
  public static Optional<WorkingTree> find(Path directory) {
    return GitFiles.look(directory) instanceof GitFiles.Look.Known known
        ? known.tree()
        : ask(directory);
  }

  /** What git itself says, whatever its files look like. */
  public static Optional<WorkingTree> ask(Path directory) {
    if (directory.toString().chars().anyMatch(one -> one == '\n' || one == '\r')) {
      throw new GitFailedException("its path has a line break; use a directory without");
    }
    Git git = Git.in(directory);
    Git.Result all =
        git.run("rev-parse", "--absolute-git-dir", "--git-common-dir", "--show-toplevel");
    List<String> lines = all.text().lines().toList();
    if (all.succeeded() && lines.size() == 3) {
      return Optional.of(
          new WorkingTree(
              Optional.of(real(directory, lines.get(2))),
              real(directory, lines.get(0)),
              real(directory, lines.get(1))));
    }
    if (GitFailedException.isNotTrusted(all.errors())) {
      throw GitFailedException.of("rev-parse", all.exitCode(), all.errors());
    }
    Git.Result own = git.run("rev-parse", "--absolute-git-dir", "--git-common-dir");
    List<String> ownLines = own.text().lines().toList();
    return own.succeeded() && ownLines.size() == 2
        ? Optional.of(
            new WorkingTree(
                Optional.empty(),
                real(directory, ownLines.get(0)),
                real(directory, ownLines.get(1))))
        : Optional.empty();
  }

  /** The branch that is checked out; empty when none is. */
  public Optional<String> branch() {
    Optional<String> branch = GitFiles.branch(gitDirectory);
    if (branch.isPresent() && branch.get().startsWith(".")) {
      // HEAD is only a placeholder where references are kept in another format.
      Git.Result head = Git.in(gitDirectory).run("symbolic-ref", "--quiet", "--short", "HEAD");
      return head.succeeded() ? Optional.of(head.text()) : Optional.empty();
    }
    return branch;
  }

  private static Path real(Path directory, String path) {
    if (!SystemNames.isPath(path)) {
      throw new GitFailedException(
          "the host's locale has no name for the repository's directory; run the host in a UTF-8"
              + " locale");
    }
    try {
      return directory.resolve(path).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
