package dev.hera.examples.host.agent;

import dev.hera.examples.host.NpmTools;
import dev.hera.launcher.git.WorkerPreset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The agent CLIs that {@code src/test/agents/install} fetched. */
final class AgentClis {
  private static final NpmTools TOOLS = new NpmTools("agents");

  private AgentClis() {}

  /** Waits for an installation that is under way; skips the test when there is none. */
  static void require() throws Exception {
    TOOLS.require();
  }

  /** A machine user with nothing but this model, as each CLI is told of one. */
  static Map<String, String> user(Path home, String model) throws IOException {
    write(home.resolve(".gitconfig"), "[user]\n  name = machine\n  email = m@example.org\n");
    write(
        home.resolve(".codex/config.toml"),
        """
        model_provider = "scripted"
        model = "scripted"
        [model_providers.scripted]
        name = "scripted"
        base_url = "%s/v1"
        wire_api = "responses"
        env_key = "OPENAI_API_KEY"
        [analytics]
        enabled = false
        """
            .formatted(model));
    write(
        home.resolve(".gemini/settings.json"),
        """
        {
          // As the CLI writes it when a key is chosen.
          "security": {"auth": {"selectedType": "gemini-api-key"}},
          "general": {"enableAutoUpdate": false},
          "telemetry": {"enabled": false},
          "privacy": {"usageStatisticsEnabled": false}
        }
        """);
    write(
        home.resolve(".config/opencode/opencode.json"),
        """
        {
          "$schema": "https://opencode.ai/config.json",
          "model": "scripted/first",
          "small_model": "scripted/first",
          "provider": {"scripted": {
            "npm": "@ai-sdk/openai-compatible",
            "options": {"baseURL": "%s/v1", "apiKey": "none"},
            "models": {"first": {}, "second": {}}
          }}
        }
        """
            .formatted(model));
    return variables(home, model);
  }

  private static Map<String, String> variables(Path home, String model) {
    Map<String, String> variables = new HashMap<>();
    variables.put(
        "PATH", TOOLS.directory().resolve("node_modules/.bin") + ":" + System.getenv("PATH"));
    variables.put("HOME", home.toString());
    for (String kind : new String[] {"CONFIG", "DATA", "CACHE", "STATE"}) {
      String folder = kind.equals("CONFIG") ? ".config" : ".local/" + kind;
      variables.put("XDG_" + kind + "_HOME", home.resolve(folder).toString());
    }
    variables.put("NO_PROXY", "127.0.0.1,localhost");
    variables.put("ANTHROPIC_API_KEY", "none");
    variables.put("ANTHROPIC_BASE_URL", model);
    variables.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    variables.put("OPENAI_API_KEY", "none");
    variables.put("GEMINI_API_KEY", "none");
    variables.put("GOOGLE_GEMINI_BASE_URL", model);
    variables.put("OPENCODE_DISABLE_MODELS_FETCH", "1");
    variables.put("OPENCODE_DISABLE_AUTOUPDATE", "1");
    return variables;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** A model's name as the CLI takes it. */
  static String model(WorkerPreset preset) {
    return switch (preset) {
      case CLAUDE -> "claude-scripted-2";
      case CODEX -> "gpt-scripted-2";
      case GEMINI -> "gemini-2.5-flash";
      case OPENCODE -> "scripted/second";
    };
  }
}
