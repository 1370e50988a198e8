package dev.hera.call;

import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.UnknownCallerException;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.Directories.Located;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** From a directory to the task that works there (V4). */
final class DirectoryTasks {
  private final UnitOfWork unit;

  DirectoryTasks(UnitOfWork unit) {
    this.unit = unit;
  }

  /**
   * The task that works in a directory, or in the nearest one above it.
   *
   * @throws AmbiguousCallerException when there are several, of which none alone is in progress
   */
  Optional<Task> find(Located located) {
    List<String> candidates = new ArrayList<>();
    Path directory = located.directory();
    while (directory != null && directory.startsWith(located.boundary())) {
      candidates.add(directory.toString());
      directory = directory.getParent();
    }
    List<Task> tasks =
        unit.tx().tasks().listActive(candidates).stream()
            .filter(task -> unit.isHere(task.host()))
            .toList();
    return candidates.stream()
        .filter(candidate -> tasks.stream().anyMatch(task -> isAt(task, candidate)))
        .findFirst()
        .map(worktree -> only(tasks.stream().filter(task -> isAt(task, worktree)).toList()));
  }

  private static boolean isAt(Task task, String worktree) {
    return worktree.equals(task.worktree());
  }

  private static Task only(List<Task> tasks) {
    if (tasks.size() == 1) {
      return tasks.get(0);
    }
    List<Task> inProgress =
        tasks.stream().filter(task -> task.status() == TaskStatus.IN_PROGRESS).toList();
    if (inProgress.size() == 1) {
      return inProgress.get(0);
    }
    throw new AmbiguousCallerException(
        "cwd: several tasks work in this directory; archive those that are over",
        "tasks",
        tasks.stream().map(task -> task.id().value() + " " + task.name()).toList());
  }

  /** How who calls from a directory where no task works is refused. */
  static UnknownCallerException unknown(Located located) {
    return new UnknownCallerException(
        "cwd: no active task works in this directory; "
            + Objects.requireNonNullElse(
                located.obstacle(),
                "call "
                    + Verb.NEW_ORCHESTRATOR
                    + " or "
                    + Verb.JOIN
                    + " from the top of a registered project, or give the directory you were started in"));
  }
}
