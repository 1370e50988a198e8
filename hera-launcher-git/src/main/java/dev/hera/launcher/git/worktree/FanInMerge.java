package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.system.SystemNames;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.MergeConflictException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Merges the branches of a node's other blockers into its new worktree, in the order of the request
 * (G18). A branch that the repository does not have is left out.
 */
final class FanInMerge {
  private static final int SHOWN_PATHS = 20;

  private final Repository repository;
  private final Worktree worktree;

  FanInMerge(Repository repository, Worktree worktree) {
    this.repository = repository;
    this.worktree = worktree;
  }

  /** A branch to merge, the commit it is at, and whose it is. */
  private record Side(BlockerBranch owner, String tip) {}

  /**
   * Merges all.
   *
   * @throws MergeConflictException when two do not fit together; the worktree is then amid a merge
   * @throws LaunchException when git refuses to merge at all
   */
  void merge(LaunchRequest request) {
    List<Side> merged = new ArrayList<>();
    for (Side side : sides(request)) {
      boolean isBase = side.owner().branch().equals(request.baseBranch());
      if (!isBase) {
        merge(side, merged, request);
      }
      merged.add(side);
    }
  }

  private List<Side> sides(LaunchRequest request) {
    Map<String, Side> byBranch = new LinkedHashMap<>();
    for (BlockerBranch blocker : request.blockerBranches()) {
      if (repository.findBase(blocker.branch()) instanceof FoundBase.At at) {
        byBranch.putIfAbsent(blocker.branch(), new Side(blocker, at.commit()));
      }
    }
    return List.copyOf(byBranch.values());
  }

  private void merge(Side side, List<Side> merged, LaunchRequest request) {
    Git git = worktree.git().slow();
    Git.Result result =
        git.run(
            "merge",
            "--quiet",
            "--ff",
            "--no-edit",
            "--no-stat",
            "--no-verify-signatures",
            "-m",
            message(side),
            "--",
            side.tip());
    if (result.succeeded()) {
      return;
    }
    List<String> paths = paths(git.text("diff", "--name-only", "--diff-filter=U", "-z"));
    if (paths.isEmpty()) {
      throw GitFailedException.of("merge", result.exitCode(), result.errors());
    }
    throw new MergeConflictException(
        "the branch of '"
            + side.owner().blocker()
            + "' does not merge with "
            + owners(side, merged, paths, request)
            + "; both change "
            + shown(paths));
  }

  private static String message(Side side) {
    String message = "Merge branch '" + side.owner().branch() + "'";
    return SystemNames.isArgument(message) ? message : "Merge commit '" + side.tip() + "'";
  }

  private String owners(Side theirs, List<Side> merged, List<String> paths, LaunchRequest request) {
    List<String> owners =
        merged.stream()
            .filter(side -> changes(side, theirs, paths))
            .map(side -> "'" + side.owner().blocker() + "'")
            .distinct()
            .toList();
    if (!owners.isEmpty()) {
      return "that of " + String.join(" and ", owners);
    }
    String base = request.baseBranch();
    return base == null ? "the project's own branch" : "the base branch '" + base + "'";
  }

  /** Whether a branch changed one of these paths since it and the other one parted. */
  private boolean changes(Side side, Side other, List<String> paths) {
    Git.Result parted = worktree.git().run("merge-base", side.tip(), other.tip());
    if (!parted.succeeded()) {
      return true;
    }
    List<String> changed =
        paths(
            worktree
                .git()
                .slow()
                .text(
                    "diff",
                    "--no-ext-diff",
                    "--no-textconv",
                    "--no-renames",
                    "--name-only",
                    "-z",
                    parted.text(),
                    side.tip(),
                    "--"));
    return changed.stream().anyMatch(paths::contains);
  }

  private static List<String> paths(String nulSeparated) {
    return nulSeparated.isEmpty() ? List.of() : List.of(nulSeparated.split("\0"));
  }

  private static String shown(List<String> paths) {
    String some = paths.stream().limit(SHOWN_PATHS).collect(Collectors.joining(", "));
    int more = paths.size() - SHOWN_PATHS;
    return more > 0 ? some + " and " + more + " more" : some;
  }
}
