package dev.hera.launcher.git;

import dev.hera.error.InvalidArgumentException;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.GitFiles;
import dev.hera.launcher.git.repository.ProjectLocation;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.WorkingTree;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.launcher.git.system.RealPath;
import dev.hera.role.NewTask;
import dev.hera.spi.launcher.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a directory lies, as git sees it (V4, H5). A directory outside of every git repository is
 * its own boundary. Thread-safe; looks anew each time.
 */
public final class GitDirectories implements Directories {
  private static final String NO_WORKING_TREE =
      "it is a bare repository, or git's own files of one, which has no working tree to work in;"
          + " make one with git worktree add, and call from there";

  private final Path state;
  private final RegisteredProjects projects;

  GitDirectories(Path state, RegisteredProjects projects) {
    this.state = state;
    this.projects = projects;
  }

  /**
   * The directories of a host.
   *
   * @param state Hera's own state directory; it must exist
   * @param projects those in which unknown directories may be registered as tasks
   * @throws SetupException when there is no such state directory or two projects have one name
   */
  public static GitDirectories of(Path state, Collection<Project> projects) {
    try {
      return new GitDirectories(state.toRealPath(), Project.register(projects));
    } catch (IOException e) {
      throw new SetupException("there is no state directory " + state, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidArgumentException for {@code cwd} when it is not the absolute path of a
   *     directory
   */
  @Override
  public Located locate(Path cwd) {
    Path real = realDirectory(cwd);
    Path directory = named(real);
    GitFiles.Look look = GitFiles.look(real);
    if (look instanceof GitFiles.Look.Broken broken) {
      return new Located(directory, boundary(directory, named(broken.top()), true), null);
    }
    Optional<WorkingTree> tree =
        look instanceof GitFiles.Look.Known known ? known.tree() : ask(real);
    Path topLevel = tree.flatMap(WorkingTree::topLevel).map(this::named).orElse(null);
    return new Located(
        directory,
        boundary(directory, topLevel, tree.isPresent()),
        tree.flatMap(t -> unregistered(directory, t)).orElse(null),
        tree.isPresent() && topLevel == null ? NO_WORKING_TREE : null);
  }

  @Override
  public boolean isGone(String worktree) {
    return Files.notExists(Path.of(worktree));
  }

  /**
   * As tasks name it: a worktree of Hera's is named below the state directory, also when linked.
   */
  private Path named(Path real) {
    Path worktrees = state.resolve(StateDirectory.WORKTREES);
    Path linked = RealPath.of(worktrees);
    return real.startsWith(linked) ? worktrees.resolve(linked.relativize(real)) : real;
  }

  /** Outside of git every parent may be a task's; inside a repository's own files none but it. */
  private Path boundary(Path directory, @Nullable Path topLevel, boolean inRepository) {
    boolean inState = directory.startsWith(state);
    if (topLevel != null && (!inState || topLevel.startsWith(state))) {
      return topLevel;
    }
    if (inState) {
      return state;
    }
    return inRepository ? directory : Objects.requireNonNullElse(directory.getRoot(), directory);
  }

  private Optional<NewTask> unregistered(Path directory, WorkingTree tree) {
    if (directory.startsWith(state)) {
      return Optional.empty();
    }
    return tree.topLevel()
        .flatMap(
            top ->
                projects
                    .find(tree.commonDirectory(), directory, top)
                    .map(project -> newTask(top, project, tree)));
  }

  private static NewTask newTask(Path topLevel, ProjectLocation project, WorkingTree tree) {
    Path name = topLevel.getFileName();
    return new NewTask(
        name == null ? project.name() : name.toString(),
        project.name(),
        topLevel.toString(),
        tree.branch().orElse(null));
  }

  private static Optional<WorkingTree> ask(Path directory) {
    try {
      return WorkingTree.ask(directory);
    } catch (GitFailedException e) {
      throw new InvalidArgumentException("cwd", String.valueOf(e.getMessage()));
    }
  }

  private static Path realDirectory(Path cwd) {
    if (!cwd.isAbsolute()) {
      throw new InvalidArgumentException("cwd", "must be an absolute path");
    }
    try {
      Path real = cwd.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (IOException e) {
      throw new InvalidArgumentException("cwd", "there is no such directory");
    }
    throw new InvalidArgumentException("cwd", "is not a directory");
  }
}
