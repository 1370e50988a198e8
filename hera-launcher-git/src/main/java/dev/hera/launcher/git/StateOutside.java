package dev.hera.launcher.git;

import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.RegisteredProjects;
import dev.hera.launcher.git.repository.WorkingTree;
import java.nio.file.Path;

/** Keeps the state directory from being committed with a project's files. */
final class StateOutside {
  private StateOutside() {}

  /**
   * @throws SetupException when the state directory lies in the working tree of a project and is
   *     not ignored there
   */
  static void check(Path state, RegisteredProjects projects) {
    WorkingTree tree = WorkingTree.find(state).orElse(null);
    if (tree == null || tree.topLevel().isEmpty()) {
      return;
    }
    Project project = projects.find(tree.commonDirectory()).orElse(null);
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
