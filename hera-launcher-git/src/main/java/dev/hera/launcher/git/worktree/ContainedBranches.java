package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a worktree contains of the branches of its launch's blockers (G18); it changes nothing. */
final class ContainedBranches {
  private final Repository repository;
  private final WorktreeRecord made;
  private final Worktree worktree;

  ContainedBranches(Repository repository, WorktreeRecord made) {
    this.repository = repository;
    this.made = made;
    this.worktree = new Worktree(made.worktree());
  }

  Prepared of(LaunchRequest request) {
    String tip = worktree.findTip().orElse(made.tip());
    List<BlockerBranch> merged = new ArrayList<>();
    List<BlockerBranch> contained = new ArrayList<>();
    List<BlockerBranch> missing = new ArrayList<>();
    for (BlockerBranch blocker : request.blockerBranches()) {
      if (blocker.branch().equals(request.baseBranch())) {
        continue;
      }
      Optional<String> commit = commit(blocker.branch());
      if (commit.isEmpty() || !repository.isAncestor(commit.get(), tip)) {
        missing.add(blocker);
      } else if (repository.isAncestor(commit.get(), made.base())) {
        contained.add(blocker);
      } else {
        merged.add(blocker);
      }
    }
    return new Prepared(merged, contained, missing, remarks());
  }

  private Optional<String> commit(String branch) {
    return repository.findBase(branch) instanceof FoundBase.At at
        ? Optional.of(at.commit())
        : Optional.empty();
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>(new Submodules(worktree).remarks());
    Set<String> filters = worktree.git().commands().filters();
    if (!filters.isEmpty()) {
      remarks.add(
          "The filters of the repository's own configuration were not run (%s): files that they change are in the worktree as git stores them."
              .formatted(String.join(", ", filters)));
    }
    return remarks;
  }
}
