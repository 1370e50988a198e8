package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.ProjectLocation;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.WorkingTree;
import dev.hera.launcher.git.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Refuses a state directory that cannot be written, or would be committed with a project. */
final class StateSetup {
  private StateSetup() {}

  /**
   * The state directory, made when it is missing.
   *
   * @throws SetupException when it cannot be written
   */
  static StateDirectory open(Path directory) {
    try {
      return StateDirectory.open(directory);
    } catch (IOException | UncheckedIOException e) {
      throw new SetupException("the state directory " + directory + " cannot be written", e);
    }
  }

  /**
   * @throws SetupException when the state directory lies in the working tree of a project and is
   *     not ignored there
   */
  static void check(Path state, RegisteredProjects projects) {
    WorkingTree tree = WorkingTree.find(state).orElse(null);
    if (tree == null || tree.topLevel().isEmpty()) {
      return;
    }
    ProjectLocation project = projects.find(tree.commonDirectory()).orElse(null);
    if (project != null && !isIgnored(state, tree.topLevel().get())) {
      throw new SetupException(
          "the state directory "
              + state
              + " lies in project "
              + project.name()
              + "; name another, or add it to the project's .gitignore");
    }
  }

  private static boolean isIgnored(Path state, Path topLevel) {
    return !state.equals(topLevel)
        && Git.in(topLevel).run("check-ignore", "--quiet", "--", state.toString()).succeeded();
  }
}
