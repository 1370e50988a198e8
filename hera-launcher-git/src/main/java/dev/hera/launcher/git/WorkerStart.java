package dev.hera.launcher.git;

import dev.hera.launcher.git.WorkerCommand.Placeholder;
import dev.hera.launcher.git.agent.CommitDirectories;
import dev.hera.launcher.git.agent.McpConfig;
import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.process.WorkerProcess;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.PrivateFiles;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what one worker gets, its files, arguments and variables, and starts it (H1). */
final class WorkerStart {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerStart.class);

  private final WorkerCommands commands;
  private final Supplier<String> mcpUrl;
  private final WorkerEnvironment environment;
  private final ProcessTable table;
  private final WorkerProcess process = new WorkerProcess();

  WorkerStart(
      WorkerCommands commands,
      Supplier<String> mcpUrl,
      WorkerEnvironment environment,
      ProcessTable table) {
    this.commands = commands;
    this.mcpUrl = mcpUrl;
    this.environment = environment;
    this.table = table;
  }

  /**
   * Looks for what would make every start fail, before anything is made for one.
   *
   * @throws LaunchException when there is no such worker, or its program is gone
   */
  void check(LaunchRequest request) {
    WorkerCommand command = commands.get(request);
    if (!WorkerCommand.isProgram(command.program())) {
      throw LaunchException.permanent(
          "the worker program '"
              + command.program().getFileName()
              + "' cannot be executed; install it, or restart the host with another worker command");
    }
  }

  /**
   * Starts the worker of a run.
   *
   * @param directory where in its worktree it begins
   * @throws LaunchException when it does not run and never will
   */
  Process start(
      LaunchRequest request, WorktreeRecord made, Path directory, RunFiles run, String token) {
    WorkerCommand command = commands.get(request);
    String url = url();
    run.describe(request.orchestrator(), request.role(), url);
    PrivateFiles.write(run.promptFile(), request.prompt());
    PrivateFiles.write(run.mcpConfig(), McpConfig.json(url, token));
    try {
      Process started =
          process.start(
              run,
              directory,
              command.expand(values(request, made, run, url)),
              environment.of(command, request, run, made.worktree(), url, token, System.getenv()));
      keepInstant(started, run);
      return started;
    } catch (LaunchException | UncheckedIOException e) {
      run.forgetToken();
      throw e;
    }
  }

  private String url() {
    try {
      return mcpUrl.get();
    } catch (RuntimeException e) {
      throw new LaunchException("it is not known yet where the worker reaches Hera", e);
    }
  }

  /** The worker runs already; without its start instant it is known by its launch key alone. */
  private void keepInstant(Process started, RunFiles run) {
    try {
      table.started(started.toHandle()).ifPresent(run::writeStarted);
    } catch (UncheckedIOException e) {
      LOG.warn("the start instant of launch {} was not kept", run.key(), e);
    }
  }

  private static Map<Placeholder, String> values(
      LaunchRequest request, WorktreeRecord made, RunFiles run, String url) {
    EnumMap<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    values.put(Placeholder.PROMPT, request.prompt());
    values.put(Placeholder.PROMPT_FILE, run.promptFile().toString());
    values.put(Placeholder.MCP_CONFIG, run.mcpConfig().toString());
    values.put(Placeholder.MCP_URL, url);
    values.put(Placeholder.GIT_DIRECTORIES, CommitDirectories.json(made.worktree()));
    values.put(Placeholder.WORKTREE, made.worktree().toString());
    values.put(Placeholder.ROLE, request.role());
    values.put(Placeholder.MODEL, orEmpty(request.options().model()));
    values.put(Placeholder.BACKEND, orEmpty(request.options().backend()));
    return values;
  }

  private static String orEmpty(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
