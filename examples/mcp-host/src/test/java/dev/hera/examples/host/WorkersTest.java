package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.WorkerPreset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The workers of the command line, with programs that only say how they were started. */
@Timeout(90)
class WorkersTest {
  @TempDir Path directory;
  private Path programs;
  private NamedPipe pipe;

  @BeforeEach
  void open() throws Exception {
    directory = directory.toRealPath();
    programs = Files.createDirectory(directory.resolve("bin"));
    pipe = NamedPipe.make(directory.resolve("pipe"));
  }

  private void install(String program) throws Exception {
    Path script =
        Files.writeString(
            programs.resolve(program),
            """
            #!/bin/sh
            { echo %s; printf '%%s\\n' "$@"; } > "%s/$HERA_ROLE.words"
            env > "%s/$HERA_ROLE.env"
            cat "$GEMINI_CLI_HOME/.gemini/settings.json" > "%s/$HERA_ROLE.settings" 2> /dev/null
            echo "$HERA_ROLE" > "%s"
            """
                .formatted(program, directory, directory, directory, pipe));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  private List<String> words(String role) throws Exception {
    return Files.readAllLines(directory.resolve(role + ".words"));
  }

  private List<String> environment(String role) throws Exception {
    return Files.readAllLines(directory.resolve(role + ".env"));
  }

  @Test
  void each_preset_is_listed_with_what_it_needs_allows_and_passes() throws Exception {
    install("codex");
    List<String> told;
    try (HeraProcess hera =
        HeraProcess.start(
            directory, Map.of("PATH", programs.toString()), List.of(), List.of("workers"))) {
      assertThat(hera.exitCode()).isZero();
      told = hera.output();
    }

    assertThat(told)
        .contains("claude: not installed", "codex: installed, " + programs.resolve("codex"))
        .contains("gemini: not installed", "opencode: not installed");
    for (WorkerPreset preset : WorkerPreset.values()) {
      assertThat(told)
          .anyMatch(line -> line.contains("npm " + preset.npmPackage()))
          .anyMatch(line -> line.contains("allows") && line.endsWith(preset.allows()))
          .anyMatch(line -> line.endsWith(String.join(", ", preset.passedVariables())))
          .anyMatch(line -> line.contains("runs") && line.endsWith(preset.line()));
    }
  }

  @Test
  void nodes_and_projects_choose_among_presets_that_start_as_they_were_tried() throws Exception {
    for (WorkerPreset preset : WorkerPreset.values()) {
      install(preset.word());
    }
    Path shop = Repository.create(directory.resolve("shop"));
    Path docs = Repository.create(directory.resolve("docs"));
    Map<String, String> user =
        Map.of(
            "PATH", programs + ":" + System.getenv("PATH"),
            "ANTHROPIC_API_KEY", "for-claude",
            "GEMINI_API_KEY", "for-gemini",
            "CODEX_API_KEY", "for-codex",
            "OPENROUTER_API_KEY", "for-opencode",
            "OTHER", "for-nobody");
    List<String> arguments =
        List.of(
            "serve",
            "--port",
            "0",
            "--state",
            directory.resolve("state").toString(),
            "--ready-file",
            directory.resolve("ready.json").toString(),
            "--project",
            "shop=" + shop,
            "--project",
            "docs=" + docs,
            "--worker",
            "claude",
            "--worker",
            "quick=gemini",
            "--worker",
            "opencode",
            "--worker",
            "codex",
            "--project-worker",
            "docs=codex");
    try (HeraProcess host = HeraProcess.start(shop, user, List.of(), arguments)) {
      host.awaitError("The operator's token is in ");
      plan(shop);
      Lines told = pipe.lines();
      for (String role : List.of("first", "named", "modelled", "elsewhere")) {
        told.await(role::equals);
      }
      assertThat(host.stop()).isZero();
    }

    assertThat(words("first")).first().isEqualTo("claude");
    assertThat(words("first"))
        .containsSequence(
            "--strict-mcp-config",
            "--permission-mode",
            "acceptEdits",
            "--allowedTools",
            "mcp__hera,Bash")
        .doesNotContain("--model");
    assertThat(environment("first"))
        .contains("ANTHROPIC_API_KEY=for-claude", "MCP_CONNECTION_NONBLOCKING=0")
        .noneMatch(line -> line.startsWith("CODEX_API_KEY") || line.startsWith("OTHER="));

    assertThat(words("named")).startsWith("gemini", "--skip-trust", "--approval-mode", "yolo");
    assertThat(environment("named")).contains("GEMINI_API_KEY=for-gemini");
    assertThat(Files.readString(directory.resolve("named.settings")))
        .contains("\"httpUrl\": \"$HERA_MCP_URL\"", "\"Bearer $HERA_TOKEN\"");

    assertThat(words("modelled")).startsWith("opencode", "run").endsWith("--model", "m-1");
    assertThat(environment("modelled"))
        .contains("OPENROUTER_API_KEY=for-opencode")
        .anyMatch(
            line ->
                line.startsWith("OPENCODE_CONFIG_CONTENT=")
                    && line.contains("\"url\": \"{env:HERA_MCP_URL}\"")
                    && line.contains("\"Bearer {env:HERA_TOKEN}\""));

    assertThat(words("elsewhere")).startsWith("codex", "exec");
    assertThat(words("elsewhere"))
        .contains(
            "workspace-write",
            "mcp_servers.hera.bearer_token_env_var=HERA_TOKEN",
            "mcp_servers.hera.required=true",
            "mcp_servers.hera.startup_timeout_sec=60",
            "mcp_servers.hera.default_tools_approval_mode=approve")
        .anyMatch(word -> word.startsWith("mcp_servers.hera.url=http://127.0.0.1:"))
        .anyMatch(
            word ->
                word.startsWith("sandbox_workspace_write.writable_roots=")
                    && word.contains("\"" + docs + "/.git\""));
    assertThat(environment("elsewhere"))
        .contains("CODEX_API_KEY=for-codex")
        .noneMatch(line -> line.startsWith("ANTHROPIC_API_KEY"));
  }

  private void plan(Path shop) throws Exception {
    List<Map<String, String>> nodes =
        List.of(
            Map.of("name", "first", "prompt", "p"),
            Map.of("name", "named", "prompt", "p", "backend", "quick"),
            Map.of("name", "modelled", "prompt", "p", "backend", "opencode", "model", "m-1"),
            Map.of("name", "elsewhere", "prompt", "p", "project", "docs"));
    JsonNode ready = HeraProcess.ready(directory.resolve("ready.json"));
    new LeadSession(ready, shop).open("o").plan(nodes);
  }
}
