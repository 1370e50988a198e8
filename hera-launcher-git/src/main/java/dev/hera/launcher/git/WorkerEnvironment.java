package dev.hera.launcher.git;

import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.spi.launcher.LaunchRequest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables that a worker sees: those of the host that are on a list, and Hera's own (H1).
 *
 * <p>The list has what a program needs to find itself, its user, its settings and the network.
 * Credentials are not on it, neither the SSH agent: a host passes on what its agent needs by name.
 */
final class WorkerEnvironment {
  private static final String PREFIX = "HERA_";
  private static final String MCP_URL = PREFIX + "MCP_URL";
  private static final String TOKEN = PREFIX + "TOKEN";
  private static final String ORCHESTRATOR = PREFIX + "ORCHESTRATOR";
  private static final String ROLE = PREFIX + "ROLE";
  private static final String TASK_ID = PREFIX + "TASK_ID";
  private static final String PROMPT_FILE = PREFIX + "PROMPT_FILE";

  /** Hera's own variables of a worker. */
  static final Set<String> OWN =
      Set.of(MCP_URL, TOKEN, ORCHESTRATOR, ROLE, TASK_ID, ProcessTable.LAUNCH_KEY, PROMPT_FILE);

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** The host's variables that every worker gets, with all whose name starts with {@code LC_}. */
  static final List<String> PASSED =
      List.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "SHELL",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TERM",
          "TMPDIR",
          "XDG_CONFIG_HOME",
          "XDG_CACHE_HOME",
          "XDG_DATA_HOME",
          "XDG_STATE_HOME",
          "XDG_RUNTIME_DIR",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "NODE_EXTRA_CA_CERTS",
          "HTTP_PROXY",
          "HTTPS_PROXY",
          "NO_PROXY",
          "http_proxy",
          "https_proxy",
          "no_proxy");

  private final Set<String> passed;

  /**
   * @param more names beyond {@link #PASSED}
   * @throws SetupException when one is not the name of a variable, or one that Hera sets
   */
  WorkerEnvironment(Collection<String> more) {
    more.forEach(WorkerEnvironment::check);
    this.passed = new HashSet<>(PASSED);
    this.passed.addAll(more);
  }

  /** The variables of one run of a worker. */
  Map<String, String> of(
      WorkerCommand command,
      LaunchRequest request,
      RunFiles run,
      Path worktree,
      String mcpUrl,
      String token,
      Map<String, String> host) {
    Map<String, String> variables = new LinkedHashMap<>();
    host.forEach(
        (name, value) -> {
          if (passed.contains(name)
              || name.startsWith("LC_")
              || command.passedVariables().contains(name)) {
            variables.put(name, value);
          }
        });
    variables.putAll(command.variables(run.directory(), worktree, host));
    variables.put(MCP_URL, mcpUrl);
    variables.put(TOKEN, token);
    variables.put(ORCHESTRATOR, request.orchestrator());
    variables.put(ROLE, request.role());
    if (request.task() != null) {
      variables.put(TASK_ID, Long.toString(request.task().value()));
    }
    variables.put(ProcessTable.LAUNCH_KEY, request.key().value());
    variables.put(PROMPT_FILE, run.promptFile().toString());
    return variables;
  }

  private static void check(String name) {
    if (!NAME.matcher(name).matches() || name.startsWith(PREFIX)) {
      throw new SetupException(
          "'" + name + "' is not the name of an environment variable that a worker can be given");
    }
  }
}
