package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.RefFiles;
import dev.hera.launcher.git.repository.WorkingTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A git repository in which workers can be started, by a name of the host's choice. */
public final class Project {
  private final String name;
  private final Path directory;
  private final Path commonDirectory;
  private final Path within;
  private final RefFiles refs;

  private Project(String name, Path directory, Path commonDirectory, Path within) {
    this.name = name;
    this.directory = directory;
    this.commonDirectory = commonDirectory;
    this.within = within;
    this.refs = new RefFiles(commonDirectory);
  }

  /**
   * The repository that a directory belongs to.
   *
   * @param directory its top level, a directory below, in which workers are then started, a
   *     worktree of it, or a bare repository
   * @throws SetupException when the name is blank, there is no such directory, it is not within a
   *     git repository, or git is not installed
   */
  public static Project of(String name, Path directory) {
    if (name.isBlank()) {
      throw new SetupException("the project at " + directory + " has no name");
    }
    try {
      Path real = directory.toRealPath();
      WorkingTree tree =
          WorkingTree.ask(real)
              .orElseThrow(
                  () ->
                      new SetupException(
                          "project "
                              + name
                              + ": "
                              + directory
                              + " is not in a git repository that git trusts"));
      Path top = tree.topLevel().orElse(real);
      return new Project(name, top, tree.commonDirectory(), top.relativize(real));
    } catch (IOException e) {
      throw new SetupException("project " + name + ": there is no directory " + directory, e);
    } catch (GitFailedException e) {
      throw new SetupException("project " + name + ": " + e.getMessage(), e);
    }
  }

  /** The name by which a plan names it. */
  public String name() {
    return name;
  }

  /** The real path of its working tree, or of the repository itself when that is bare. */
  public Path directory() {
    return directory;
  }

  /** The real path of the directory that all its worktrees have in common. */
  public Path commonDirectory() {
    return commonDirectory;
  }

  /** Its refs. */
  public RefFiles refs() {
    return refs;
  }

  /** Whether a directory of a working tree belongs to it and not to the repository beside it. */
  public boolean contains(Path directory, Path topLevel) {
    return directory.startsWith(topLevel.resolve(within));
  }

  /** How many directories below the top it begins. */
  public int depth() {
    return within.toString().isEmpty() ? 0 : within.getNameCount();
  }

  /** Where in a worktree of the repository its workers are started; made when it is missing. */
  Path within(Path worktree) {
    Path directory = worktree.resolve(within);
    try {
      Files.createDirectories(directory);
      Path real = directory.toRealPath();
      return real.startsWith(worktree.toRealPath()) ? real : worktree;
    } catch (IOException e) {
      return worktree;
    }
  }

  @Override
  public String toString() {
    return name + "=" + directory;
  }
}
