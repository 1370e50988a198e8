package dev.hera.launcher.git;

import dev.hera.launcher.git.state.LogLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Sets a {@link GitLauncher} up. Not thread-safe. */
public final class GitLauncherBuilder {
  /** How long a worker that is asked to end has for it, unless set otherwise. */
  public static final Duration STOP_GRACE = WorkerRecords.STOP_GRACE;

  final Path stateDirectory;
  final List<WorkerCommand> commands = new ArrayList<>();
  final Map<String, String> projectWorkers = new HashMap<>();
  final Supplier<String> mcpUrl;
  final List<Project> projects = new ArrayList<>();
  final List<String> passed = new ArrayList<>();
  FanIn fanIn = FanIn.LIST;
  Duration stopGrace = STOP_GRACE;
  long logLimit = LogLimit.BYTES;

  GitLauncherBuilder(Path stateDirectory, WorkerCommand command, Supplier<String> mcpUrl) {
    this.stateDirectory = stateDirectory;
    this.commands.add(command);
    this.mcpUrl = mcpUrl;
  }

  /** Adds a project that workers can be started in. */
  public GitLauncherBuilder project(Project project) {
    projects.add(project);
    return this;
  }

  /** Adds a command that the {@code backend} of a node names. */
  public GitLauncherBuilder worker(WorkerCommand command) {
    commands.add(command);
    return this;
  }

  /** Has the workers of a project run the command of this name, where a node names none. */
  public GitLauncherBuilder projectWorker(String project, String command) {
    projectWorkers.put(project, command);
    return this;
  }

  /** What is done with the branches that the base does not contain; {@link FanIn#LIST} if unset. */
  public GitLauncherBuilder fanIn(FanIn newFanIn) {
    fanIn = newFanIn;
    return this;
  }

  /**
   * Lets workers see these variables of the host, for instance the key of a model's provider.
   * Without being named, a worker sees only {@code PATH}, {@code HOME}, {@code USER}, {@code
   * LOGNAME}, {@code SHELL}, {@code TERM}, {@code TMPDIR}, {@code TZ}, {@code LANG}, {@code
   * LANGUAGE}, {@code LC_*}, {@code XDG_*_HOME}, {@code XDG_RUNTIME_DIR}, and those that name
   * proxies and certificates.
   */
  public GitLauncherBuilder passEnvironment(String... names) {
    Collections.addAll(passed, names);
    return this;
  }

  /** How long a worker that is stopped has to end by itself. */
  public GitLauncherBuilder stopGrace(Duration grace) {
    stopGrace = grace;
    return this;
  }

  GitLauncherBuilder logLimit(long bytes) {
    logLimit = bytes;
    return this;
  }

  /**
   * The launcher.
   *
   * @throws SetupException when the state directory cannot be written, or lies in a project without
   *     being ignored there; when two projects or two commands have one name, or a project's
   *     command is unknown; when a variable cannot be passed on
   */
  public GitLauncher build() {
    return new GitLauncher(this);
  }
}
