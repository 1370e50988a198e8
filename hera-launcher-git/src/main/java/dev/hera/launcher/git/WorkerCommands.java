package dev.hera.launcher.git;

import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses the command of a worker: the one that its {@code backend} names, else that of its
 * project, else the first.
 */
final class WorkerCommands {
  private final Map<String, WorkerCommand> byName = new LinkedHashMap<>();
  private final Map<String, String> byProject;
  private final WorkerCommand first;

  /**
   * @param byProject names of commands by names of projects
   * @throws SetupException when two commands have one name, or a project's is unknown
   */
  WorkerCommands(List<WorkerCommand> commands, Map<String, String> byProject) {
    this.first = commands.get(0);
    this.byProject = Map.copyOf(byProject);
    for (WorkerCommand command : commands) {
      if (byName.putIfAbsent(command.name(), command) != null) {
        throw new SetupException(
            "two workers are named "
                + command.name()
                + "; give one of them another name, as NAME=COMMAND");
      }
    }
    byProject.forEach(this::check);
  }

  private void check(String project, String name) {
    if (!byName.containsKey(name)) {
      throw new SetupException(
          "the worker of project " + project + " is to be " + name + "; known are " + names());
    }
  }

  /** Their names, the first one first. */
  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The names that may be asked for; empty when any may, because the first takes it as data. */
  List<String> choices() {
    return first.takesBackend() ? List.of() : names();
  }

  /**
   * The command for a worker.
   *
   * @throws LaunchException when there is none of the name that was asked for
   */
  WorkerCommand get(LaunchRequest request) {
    String asked = request.options().backend();
    if (asked != null && byName.containsKey(asked)) {
      return byName.get(asked);
    }
    if (asked != null && !first.takesBackend()) {
      throw LaunchException.permanent(
          "there is no worker '"
              + asked
              + "'; the known ones are "
              + String.join(", ", names())
              + "; name one of them as the node's backend");
    }
    String project = request.project();
    String ofProject = project == null ? null : byProject.get(project);
    return ofProject == null ? first : byName.getOrDefault(ofProject, first);
  }
}
