package dev.hera.launcher.git.worktree;

import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.Repository;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.launcher.git.system.SystemNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Tells whether the submodules of a worktree have commits that are nowhere else. Their repositories
 * are among git's own files of the worktree, and go with it.
 *
 * <p>Elsewhere is: on a branch of a remote, or among the copies of the submodules that the
 * repository itself has.
 */
final class SubmoduleWork {
  private static final String MODULES = "modules";

  private final Path copies;
  private final Path own;
  private final Set<Path> repositories = new TreeSet<>();

  /** The submodules that there are now, also those that are no longer checked out. */
  SubmoduleWork(Repository repository, Worktree worktree) {
    this.copies = repository.commonDirectory().resolve(MODULES);
    this.own = gitDirectory(worktree).resolve(MODULES);
    addCheckedOut(worktree);
    addKept(own);
  }

  /** Whether there are any; git then removes the worktree by force only. */
  boolean isThere() {
    return !repositories.isEmpty() || Files.isDirectory(own);
  }

  /** Why the worktree must stay, if it must. */
  Optional<String> whyKept() {
    return repositories.stream()
        .filter(this::hasCommitsOfItsOwn)
        .findFirst()
        .map(
            repository ->
                "its submodule " + name(repository) + " has commits that are nowhere else");
  }

  private boolean hasCommitsOfItsOwn(Path repository) {
    Git git = Git.in(repository);
    List<String> tips = new ArrayList<>(git.text("rev-parse", "--verify", "HEAD").lines().toList());
    git.text("for-each-ref", "--format=%(objectname)", "refs/heads", "refs/tags", "refs/stash")
        .lines()
        .forEach(tips::add);
    tips.removeIf(tip -> isInCopy(repository, tip));
    if (tips.isEmpty()) {
      return false;
    }
    List<String> command = new ArrayList<>(List.of("rev-list", "--count"));
    command.addAll(tips);
    command.addAll(List.of("--not", "--remotes", "--"));
    return !git.slow().text(command.toArray(String[]::new)).equals("0");
  }

  private boolean isInCopy(Path repository, String commit) {
    Path copy = repository.startsWith(own) ? copies.resolve(own.relativize(repository)) : copies;
    return isRepository(copy) && Git.in(copy).run("cat-file", "-e", commit).succeeded();
  }

  private String name(Path repository) {
    return (repository.startsWith(own) ? own.relativize(repository) : repository).toString();
  }

  private void addCheckedOut(Worktree worktree) {
    for (Worktree submodule : worktree.submodules()) {
      repositories.add(gitDirectory(submodule));
      addCheckedOut(submodule);
    }
  }

  private void addKept(Path directory) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        boolean isRepository = isRepository(entry);
        if (isRepository) {
          repositories.add(entry);
        }
        addKept(isRepository ? entry.resolve(MODULES) : entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRepository(Path directory) {
    return Files.exists(directory.resolve("HEAD"))
        && Files.isDirectory(directory.resolve("objects"));
  }

  private static Path gitDirectory(Worktree worktree) {
    String path = worktree.git().text("rev-parse", "--absolute-git-dir");
    if (!SystemNames.isPath(path)) {
      throw new GitFailedException("a submodule has a name that the host's locale does not have");
    }
    return Path.of(path);
  }
}
