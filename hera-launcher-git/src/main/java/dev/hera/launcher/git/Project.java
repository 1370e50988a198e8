package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.ProjectLocation;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.WorkingTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** A git repository in which workers can be started, by a name of the host's choice. */
public final class Project {
  private final ProjectLocation location;

  private Project(ProjectLocation location) {
    this.location = location;
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
      return new Project(ProjectLocation.of(name, real, tree));
    } catch (IOException e) {
      throw new SetupException("project " + name + ": there is no directory " + directory, e);
    } catch (GitFailedException e) {
      throw new SetupException("project " + name + ": " + e.getMessage(), e);
    }
  }

  /** The name by which a plan names it. */
  public String name() {
    return location.name();
  }

  /** The real path of its working tree, or of the repository itself when that is bare. */
  public Path directory() {
    return location.directory();
  }

  ProjectLocation location() {
    return location;
  }

  /**
   * Where these lie.
   *
   * @throws SetupException when two have the same name
   */
  static RegisteredProjects register(Collection<Project> projects) {
    Set<String> names = new HashSet<>();
    for (Project project : projects) {
      if (!names.add(project.name())) {
        throw new SetupException("two projects are named " + project.name());
      }
    }
    return new RegisteredProjects(projects.stream().map(Project::location).toList());
  }

  @Override
  public String toString() {
    return name() + "=" + directory();
  }
}
