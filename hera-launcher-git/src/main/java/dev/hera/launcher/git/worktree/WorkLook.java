package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.Workplace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at where somebody worked, and says on what others can stand (G17). Changes nothing. */
public final class WorkLook {
  private static final int SHORT_ID = 12;

  private final Repository repository;
  private final Workplace place;
  private final String noted;
  private final Optional<String> notedTip;
  private final @Nullable WorktreeRecord made;

  /**
   * A look.
   *
   * @param noted the branch that was made for the work, or that it was last known to be on
   * @param made what the launcher made for it, or null when it made nothing
   */
  private WorkLook(
      Repository repository, Workplace place, String noted, @Nullable WorktreeRecord made) {
    this.repository = repository;
    this.place = place;
    this.noted = noted;
    this.notedTip = repository.findTip(noted);
    this.made = made;
  }

  /**
   * What there is.
   *
   * @return empty when it is not known where to look, or nothing is there that others can stand on
   */
  public static Optional<FoundWork> at(
      Workplace place, Repository repository, @Nullable LaunchFiles files) {
    Optional<Worktree> there =
        Optional.ofNullable(place.worktree())
            .map(Path::of)
            .filter(repository.worktrees()::has)
            .map(Worktree::new);
    if (there.isPresent() && !place.finished()) {
      return present(there.get());
    }
    WorktreeRecord made = files == null ? null : files.worktreeRecord().orElse(null);
    String noted = made == null ? place.branch() : made.branch();
    if (noted == null) {
      return Optional.empty();
    }
    WorkLook look = new WorkLook(repository, place, noted, made);
    return there.isPresent()
        ? look.inWorktree(there.get())
        : look.ended(files == null ? Optional.empty() : files.headLog().lastCommit());
  }

  /** Only what is checked out now counts. */
  private static Optional<FoundWork> present(Worktree worktree) {
    return worktree
        .branch()
        .filter(branch -> worktree.findTip().isPresent())
        .or(worktree::findTip)
        .map(base -> new FoundWork(base, 0, null));
  }

  private Optional<FoundWork> inWorktree(Worktree worktree) {
    int uncommitted = worktree.countUncommitted();
    Optional<String> tip = worktree.findTip();
    Optional<FoundWork> found =
        tip.isEmpty()
            ? ended(Optional.empty())
            : worktree.branch().map(branch -> onBranch(branch, tip.get())).or(() -> ended(tip));
    return found.map(work -> new FoundWork(work.base(), uncommitted, work.remark()));
  }

  private FoundWork onBranch(String branch, String tip) {
    if (branch.equals(noted)) {
      return asNoted();
    }
    if (notedTip.isEmpty()) {
      return found(branch, "its branch " + noted + " is gone; it stands on " + branch);
    }
    boolean isBehind = !tip.equals(notedTip.get()) && repository.isAncestor(tip, notedTip.get());
    if (isBehind) {
      return asNoted();
    }
    boolean isUnmoved = made != null && notedTip.get().equals(made.tip());
    return isUnmoved || repository.isAncestor(notedTip.get(), tip)
        ? found(branch, "it stands on a branch of its own, " + branch)
        : found(branch, "it stands on " + branch + ", which lacks commits of " + noted);
  }

  /**
   * The work on no branch, or without its worktree.
   *
   * @param tip the commit that it came to, where that is known
   */
  private Optional<FoundWork> ended(Optional<String> tip) {
    Optional<String> commit = tip.filter(repository::hasCommit);
    if (notedTip.isPresent()
        && (commit.isEmpty() || repository.isAncestor(commit.get(), notedTip.get()))) {
      return Optional.of(asNoted());
    }
    return commit.map(this::atCommit).or(this::lost);
  }

  private FoundWork atCommit(String commit) {
    String why =
        notedTip.isPresent() ? "it stands on no branch" : "its branch " + noted + " is gone";
    return preferred(repository.branchesWith(commit))
        .map(
            branch ->
                found(
                    branch,
                    "%s; it is merged in %s, so %s is the base".formatted(why, branch, branch)))
        .orElseGet(
            () ->
                found(
                    commit,
                    "%s; its last commit %s is the base"
                        .formatted(why, commit.substring(0, SHORT_ID))));
  }

  /** Of the branches that have the work the one that it was started on, else the project's own. */
  private Optional<String> preferred(List<String> branches) {
    return Optional.ofNullable(place.base())
        .filter(branches::contains)
        .or(() -> repository.currentBranch().filter(branches::contains))
        .or(() -> branches.stream().filter(branch -> !branch.startsWith("hera")).findFirst())
        .or(() -> branches.stream().findFirst());
  }

  /** Nothing of the work is left that tells where it is. */
  private Optional<FoundWork> lost() {
    return Optional.ofNullable(place.base())
        .filter(base -> repository.findBase(base) instanceof FoundBase.At)
        .or(repository::currentBranch)
        .map(
            base ->
                found(
                    base,
                    "its branch %s is gone, and nothing tells whether its work is in %s, which is the base"
                        .formatted(noted, base)));
  }

  private FoundWork asNoted() {
    return new FoundWork(noted, 0, null);
  }

  private static FoundWork found(String base, String remark) {
    return new FoundWork(base, 0, remark);
  }
}
