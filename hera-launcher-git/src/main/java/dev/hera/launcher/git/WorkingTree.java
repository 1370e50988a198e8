package dev.hera.launcher.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What git says of a directory.
 *
 * @param topLevel the real path of its working tree's top; empty within a repository's own files
 * @param commonDirectory the real path of what all worktrees of its repository have in common
 */
record WorkingTree(Optional<Path> topLevel, Path commonDirectory) {

  /**
   * Asks git.
   *
   * @param directory the real path of an existing directory
   * @return empty when no repository that git trusts contains it
   * @throws GitFailedException when git cannot be run, or does not trust the repository
   */
  static Optional<WorkingTree> find(Path directory) {
    Git git = Git.in(directory);
    Git.Result both = git.run("rev-parse", "--git-common-dir", "--show-toplevel");
    List<String> lines = both.text().lines().toList();
    if (both.succeeded() && lines.size() == 2) {
      return Optional.of(
          new WorkingTree(
              Optional.of(real(directory, lines.get(1))), real(directory, lines.get(0))));
    }
    if (GitFailedException.isNotTrusted(both.errors())) {
      throw GitFailedException.of("rev-parse", both.exitCode(), both.errors());
    }
    Git.Result common = git.run("rev-parse", "--git-common-dir");
    return common.succeeded() && common.text().lines().count() == 1
        ? Optional.of(new WorkingTree(Optional.empty(), real(directory, common.text())))
        : Optional.empty();
  }

  private static Path real(Path directory, String path) {
    try {
      return directory.resolve(path).toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
