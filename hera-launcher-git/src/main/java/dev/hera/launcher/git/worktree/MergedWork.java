package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.system.RealPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether all that was done on a launch's branch and in its worktree also stands elsewhere,
 * and removes both only then.
 *
 * <p>Elsewhere is: the branch that is checked out in the repository's first worktree, what its
 * remote calls its head, {@code main}, {@code master}, and the branches that the plan's work is
 * meant for; never a branch of another launch, which may go as well.
 */
public final class MergedWork {
  private static final String BRANCHES = "refs/heads/";
  private static final List<String> MAIN =
      List.of("refs/remotes/origin/HEAD", BRANCHES + "main", BRANCHES + "master");

  private final Repository repository;
  private final Path place;
  private final Git git;

  /**
   * @param place where the launch's worktree is, or was
   */
  public MergedWork(Repository repository, Path place) {
    this.repository = repository;
    this.place = place;
    this.git = repository.git();
  }

  /**
   * Why these must stay, if they must.
   *
   * @param worktree the directory of the launch's worktree, or null when there is none
   * @param branch its branch, or null when there is none
   * @param bases the names of branches that the work is meant for
   */
  public Optional<String> whyKept(
      @Nullable Path worktree, @Nullable String branch, Collection<String> bases) {
    Set<String> elsewhere = elsewhere(bases);
    Optional<String> why = Optional.empty();
    if (worktree != null) {
      why = whyWorktreeKept(worktree, elsewhere);
    }
    if (branch != null) {
      why =
          why.or(() -> whyUnmerged("its branch " + branch, BRANCHES + branch, git, elsewhere))
              .or(() -> whyCheckedOut(branch));
    }
    return why;
  }

  /**
   * Removes both; git looks once more for changes in the worktree, and for commits since {@link
   * #whyKept}.
   *
   * @throws GitFailedException when git does not remove them
   */
  public void remove(@Nullable String branch) {
    String tip = branch == null ? "" : repository.findTip(branch).orElse("");
    repository.worktrees().removeClean(place, branch, tip, hasSubmodules());
  }

  private boolean hasSubmodules() {
    if (!repository.worktrees().has(place)) {
      return false;
    }
    SubmoduleWork submodules = new SubmoduleWork(repository, new Worktree(place));
    submodules
        .whyKept()
        .ifPresent(
            why -> {
              throw new GitFailedException(why);
            });
    return submodules.isThere();
  }

  private Optional<String> whyWorktreeKept(Path worktree, Set<String> elsewhere) {
    if (!repository.worktrees().has(worktree)) {
      return Optional.of("its directory " + worktree + " is no worktree any more");
    }
    Worktree own = new Worktree(worktree);
    return own.isClean()
        ? whyUnmerged("its worktree " + worktree, "HEAD", own.git(), elsewhere)
            .or(() -> new SubmoduleWork(repository, own).whyKept())
        : Optional.of("its worktree " + worktree + " has uncommitted changes");
  }

  private static Optional<String> whyUnmerged(
      String what, String commit, Git git, Set<String> elsewhere) {
    List<String> command = new ArrayList<>(List.of("rev-list", "--count", commit, "--not"));
    command.addAll(elsewhere);
    command.add("--");
    String count = git.slow().text(command.toArray(String[]::new));
    return count.equals("0")
        ? Optional.empty()
        : Optional.of(
            what
                + (count.equals("1")
                    ? " has a commit that is"
                    : " has " + count + " commits that are")
                + " not merged");
  }

  private Optional<String> whyCheckedOut(String branch) {
    String list = git.text("worktree", "list", "--porcelain", "-z");
    String wanted = "branch " + BRANCHES + branch;
    return Stream.of(list.split("\0\0"))
        .map(entry -> List.of(entry.split("\0")))
        .filter(entry -> entry.contains(wanted))
        .map(entry -> entry.get(0).substring("worktree ".length()))
        .filter(other -> !other.equals(RealPath.of(place).toString()))
        .findFirst()
        .map(other -> "its branch " + branch + " is checked out in " + other);
  }

  private Set<String> elsewhere(Collection<String> bases) {
    Set<String> names = new LinkedHashSet<>(MAIN);
    Git.Result head = git.run("symbolic-ref", "--quiet", "HEAD");
    if (head.succeeded()) {
      names.add(head.text());
    }
    bases.forEach(base -> names.add(BRANCHES + base));
    names.removeIf(name -> isOfWorker(name) || !exists(name));
    return names;
  }

  private boolean exists(String ref) {
    return git.run("rev-parse", "--verify", "--quiet", ref + "^{commit}").succeeded();
  }

  private static boolean isOfWorker(String ref) {
    return ref.startsWith(BRANCHES + "hera/") || ref.startsWith(BRANCHES + "hera-");
  }
}
