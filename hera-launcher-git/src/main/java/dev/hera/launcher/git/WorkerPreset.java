package dev.hera.launcher.git;

import dev.hera.launcher.git.agent.GeminiHome;
import dev.hera.launcher.git.agent.GitIdentity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An agent CLI as a worker: a command that was tried, with the permissions that it needs, its
 * environment, and a configuration of the launch's own. A single word for a worker command names
 * one (H1).
 *
 * <p>None writes into the repository or into the user's settings of the CLI. Each connects to this
 * launch's Hera, whatever server those settings name so. An operator who wants other permissions
 * gives a command of their own, with {@link #line} as its beginning.
 */
public enum WorkerPreset {
  /** Claude Code. Without the variable it may begin before Hera's tools are there. */
  CLAUDE(
      "@anthropic-ai/claude-code",
      "claude -p {prompt} --mcp-config {mcp_config} --strict-mcp-config"
          + " --permission-mode acceptEdits --allowedTools mcp__hera,Bash",
      "edits files in its worktree and runs any shell command, without a sandbox; uses no other"
          + " MCP server",
      List.of(
          "ANTHROPIC_API_KEY",
          "ANTHROPIC_AUTH_TOKEN",
          "ANTHROPIC_BASE_URL",
          "ANTHROPIC_CUSTOM_HEADERS",
          "ANTHROPIC_MODEL",
          "CLAUDE_CODE_OAUTH_TOKEN",
          "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
          "CLAUDE_CONFIG_DIR")) {
    @Override
    Map<String, String> variables(Path run, Path worktree, Map<String, String> host) {
      return Map.of("MCP_CONNECTION_NONBLOCKING", "0", "DISABLE_AUTOUPDATER", "1");
    }
  },

  /** Codex CLI. Without the writable roots its sandbox refuses a commit in a linked worktree. */
  CODEX(
      "@openai/codex",
      "codex exec {prompt} --sandbox workspace-write"
          + " -c sandbox_workspace_write.writable_roots={git_directories}"
          + " -c mcp_servers.hera.url={mcp_url}"
          + " -c mcp_servers.hera.bearer_token_env_var=HERA_TOKEN"
          + " -c mcp_servers.hera.required=true"
          + " -c mcp_servers.hera.startup_timeout_sec=60"
          + " -c mcp_servers.hera.tool_timeout_sec=130"
          + " -c mcp_servers.hera.default_tools_approval_mode=approve",
      "edits files in its worktree, writes the repository's git directory, and runs shell commands"
          + " in its sandbox, which has no network",
      List.of("OPENAI_API_KEY", "OPENAI_BASE_URL", "CODEX_API_KEY", "CODEX_HOME")),

  /** Gemini CLI. Its shell runs git without the user's settings, so without a name for commits. */
  GEMINI(
      "@google/gemini-cli",
      "gemini --skip-trust --approval-mode yolo -p {prompt}",
      "uses every tool without asking: edits files and runs any shell command, without a sandbox;"
          + " uses no other MCP server of its user's settings",
      List.of(
          "GEMINI_API_KEY",
          "GEMINI_MODEL",
          "GOOGLE_API_KEY",
          "GOOGLE_APPLICATION_CREDENTIALS",
          "GOOGLE_CLOUD_LOCATION",
          "GOOGLE_CLOUD_PROJECT",
          "GOOGLE_GEMINI_BASE_URL",
          "GOOGLE_GENAI_USE_GCA",
          "GOOGLE_GENAI_USE_VERTEXAI")) {
    @Override
    Map<String, String> variables(Path run, Path worktree, Map<String, String> host) {
      Map<String, String> variables = new HashMap<>(GitIdentity.variables(worktree));
      variables.put(GeminiHome.VARIABLE, GeminiHome.make(run, host).toString());
      return variables;
    }
  },

  /** OpenCode. What this variable says overrules all of its files. */
  OPENCODE(
      "opencode-ai",
      "opencode run {prompt}",
      "does what its own settings allow: by default it edits files in its worktree and runs any"
          + " shell command, without a sandbox",
      List.of(
          "ANTHROPIC_API_KEY",
          "GEMINI_API_KEY",
          "GOOGLE_GENERATIVE_AI_API_KEY",
          "OPENAI_API_KEY",
          "OPENCODE_API_KEY",
          "OPENCODE_CONFIG",
          "OPENCODE_CONFIG_DIR",
          "OPENCODE_DISABLE_MODELS_FETCH",
          "OPENROUTER_API_KEY")) {
    @Override
    Map<String, String> variables(Path run, Path worktree, Map<String, String> host) {
      return Map.of(
          "OPENCODE_CONFIG_CONTENT",
          """
          {"mcp": {"hera": {"type": "remote", "enabled": true, "url": "{env:HERA_MCP_URL}", \
          "headers": {"Authorization": "Bearer {env:HERA_TOKEN}"}, "oauth": false, \
          "timeout": 60000}}}
          """,
          "OPENCODE_DISABLE_AUTOUPDATE",
          "1");
    }
  };

  /** All four take the model so. */
  private static final List<String> MODEL = List.of("--model", "{model}");

  private final String npmPackage;
  private final String line;
  private final String allows;
  private final String passed;

  WorkerPreset(String npmPackage, String line, String allows, List<String> passed) {
    this.npmPackage = npmPackage;
    this.line = line;
    this.allows = allows;
    this.passed = String.join(" ", passed);
  }

  /** The preset that a worker command of one word names, if it names one. */
  static Optional<WorkerPreset> find(String word) {
    return Stream.of(values()).filter(preset -> preset.word().equals(word)).findFirst();
  }

  /** Its name, which is also that of its program. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The package of the npm registry that has its program. */
  public String npmPackage() {
    return npmPackage;
  }

  /** The worker command that it stands for; with a model, {@code --model} follows. */
  public String line() {
    return line;
  }

  /** What it lets an agent do, in words for the operator. */
  public String allows() {
    return allows;
  }

  /** The variables of the host that its workers see where they are set. */
  public List<String> passedVariables() {
    return List.of(passed.split(" ", -1));
  }

  /** Where its program is, if it is on {@code PATH}. */
  public Optional<Path> program() {
    return WorkerCommand.findOnPath(word());
  }

  /** The arguments that follow when a model was asked for. */
  List<String> modelArguments() {
    return MODEL;
  }

  /**
   * The variables that it sets, having made the files that they name.
   *
   * @param run the directory of this run of the worker
   * @param worktree where it works
   * @param host the variables of the host
   */
  Map<String, String> variables(Path run, Path worktree, Map<String, String> host) {
    return Map.of();
  }
}
