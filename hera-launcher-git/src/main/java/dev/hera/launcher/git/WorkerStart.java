package dev.hera.launcher.git;

import dev.hera.launcher.git.WorkerCommand.Placeholder;
import dev.hera.spi.LaunchException;
import dev.hera.spi.LaunchRequest;
import java.io.UncheckedIOException;
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

  private final WorkerCommand command;
  private final Supplier<String> mcpUrl;
  private final WorkerEnvironment environment;
  private final ProcessTable table;
  private final WorkerProcess process = new WorkerProcess();

  WorkerStart(
      WorkerCommand command,
      Supplier<String> mcpUrl,
      WorkerEnvironment environment,
      ProcessTable table) {
    this.command = command;
    this.mcpUrl = mcpUrl;
    this.environment = environment;
    this.table = table;
  }

  /**
   * Looks for what would make every start fail, before anything is made for one.
   *
   * @throws LaunchException when the program is gone
   */
  void check() {
    if (!WorkerCommand.isProgram(command.program())) {
      throw new LaunchException(
          "the worker program '" + command.program().getFileName() + "' cannot be executed");
    }
  }

  /**
   * Starts the worker of a run.
   *
   * @throws LaunchException when it does not run and never will
   */
  Process start(LaunchRequest request, Site site, Run run, String token) {
    String url = url();
    run.describe(request.orchestrator(), request.role(), url);
    PrivateFiles.write(run.promptFile(), request.prompt());
    PrivateFiles.write(run.mcpConfig(), McpConfig.json(url, token));
    try {
      Process started =
          process.start(
              run,
              site.worktree(),
              command.expand(values(request, site, run)),
              environment.of(request, run.promptFile(), url, token, System.getenv()));
      keepInstant(started, run);
      return started;
    } catch (LaunchException e) {
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
  private void keepInstant(Process started, Run run) {
    try {
      table.started(started.toHandle()).ifPresent(run::writeStarted);
    } catch (UncheckedIOException e) {
      LOG.warn("the start instant of launch {} was not kept", run.key(), e);
    }
  }

  private static Map<Placeholder, String> values(LaunchRequest request, Site site, Run run) {
    EnumMap<Placeholder, String> values = new EnumMap<>(Placeholder.class);
    values.put(Placeholder.PROMPT, request.prompt());
    values.put(Placeholder.PROMPT_FILE, run.promptFile().toString());
    values.put(Placeholder.MCP_CONFIG, run.mcpConfig().toString());
    values.put(Placeholder.WORKTREE, site.worktree().toString());
    values.put(Placeholder.ROLE, request.role());
    values.put(Placeholder.MODEL, orEmpty(request.options().model()));
    values.put(Placeholder.BACKEND, orEmpty(request.options().backend()));
    return values;
  }

  private static String orEmpty(@Nullable String value) {
    return Objects.requireNonNullElse(value, "");
  }
}
