package dev.hera.examples.host.server;

import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.GitLauncherBuilder;
import dev.hera.launcher.git.WorkerCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** The launcher of a host, as its settings and its environment want it. */
final class HostLauncher {
  /** Names the variable that lists those to pass on, divided by commas. */
  private static final String PASSED_VARIABLES = "HERA_PASS_ENV";

  private HostLauncher() {}

  /**
   * A launcher that keeps its files below a directory.
   *
   * @param url where workers reach the host; asked when one is started
   */
  static GitLauncher of(HostSettings settings, Path state, Supplier<String> url) {
    List<WorkerCommand> workers = settings.workers();
    GitLauncherBuilder builder =
        GitLauncher.builder(
            state, workers.isEmpty() ? WorkerCommand.parse("/bin/sh") : workers.get(0), url);
    workers.stream().skip(1).forEach(builder::worker);
    settings.projectWorkers().forEach(builder::projectWorker);
    settings.projects().forEach(builder::project);
    return builder.fanIn(settings.fanIn()).passEnvironment(passedVariables()).build();
  }

  /** The variables that workers get beyond the usual ones: API keys of their agent, say (H1). */
  private static String[] passedVariables() {
    String names = System.getenv().getOrDefault(PASSED_VARIABLES, "");
    return Arrays.stream(names.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toArray(String[]::new);
  }
}
