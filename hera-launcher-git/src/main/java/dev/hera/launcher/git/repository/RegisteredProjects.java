package dev.hera.launcher.git.repository;

import dev.hera.spi.launcher.LaunchException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The registered projects, in the order of their names. */
public final class RegisteredProjects {
  private final TreeMap<String, ProjectLocation> byName = new TreeMap<>();

  /**
   * These.
   *
   * @param projects no two have the same name
   */
  public RegisteredProjects(Collection<ProjectLocation> projects) {
    projects.forEach(project -> byName.put(project.name(), project));
  }

  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * The project of this name; without a name the only one there is.
   *
   * @throws LaunchException when there is none
   */
  public ProjectLocation get(@Nullable String name) {
    if (name == null && byName.size() == 1) {
      return byName.firstEntry().getValue();
    }
    ProjectLocation project = name == null ? null : byName.get(name);
    if (project == null) {
      throw LaunchException.permanent(
          name == null
              ? "no project is named; the known ones are " + names()
              : "there is no project '" + name + "'; the known ones are " + names());
    }
    return project;
  }

  /** The first project of the repository with this common directory. */
  public Optional<ProjectLocation> find(Path commonDirectory) {
    return of(commonDirectory).findFirst();
  }

  /**
   * The project that a directory is in: of several in one repository the one that begins nearest
   * above it, else the first.
   *
   * @param topLevel the top of the working tree that has the directory
   */
  public Optional<ProjectLocation> find(Path commonDirectory, Path directory, Path topLevel) {
    return of(commonDirectory)
        .filter(project -> project.contains(directory, topLevel))
        .max(Comparator.comparingInt(ProjectLocation::depth))
        .or(() -> find(commonDirectory));
  }

  private Stream<ProjectLocation> of(Path commonDirectory) {
    return byName.values().stream()
        .filter(project -> project.commonDirectory().equals(commonDirectory));
  }
}
