package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launcher.git.agent.GeminiHome;
import dev.hera.plan.LaunchOptions;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several worker commands, and those that a single word stands for. */
@Timeout(180)
class WorkerPresetTest extends LauncherTest {
  @TempDir Path run;

  private static LaunchRequest asking(int id, String project, String model, String backend) {
    LaunchRequest plain = Fixture.request(id, "w" + id);
    return new LaunchRequest(
        plain.id(),
        plain.key(),
        plain.epoch(),
        plain.orchestrator(),
        plain.role(),
        plain.task(),
        project,
        plain.baseBranch(),
        plain.blockerBranches(),
        plain.prompt(),
        new LaunchOptions(null, model, backend));
  }

  /** What a worker was started with: its arguments. */
  private String written(GitLauncher launcher, LaunchRequest request) throws Exception {
    Placement placement = Fixture.start(launcher, request);
    fixture.nextEnd();
    return Files.readString(Path.of(placement.worktree()).resolve("arguments")).strip();
  }

  private String writes(String arguments) {
    return fixture.script("echo \"$@\" > arguments\n", arguments);
  }

  @Test
  void a_node_chooses_a_command_by_its_name_and_its_project_by_the_hosts_settings()
      throws Exception {
    GitLauncher launcher =
        fixture.launcher(
            "first=" + writes("one"),
            builder ->
                builder
                    .project(Project.of("docs", fixture.repository.directory()))
                    .worker(WorkerCommand.parse("second=" + writes("two {model}")))
                    .worker(WorkerCommand.parse("third=" + writes("three")))
                    .projectWorker("docs", "third"));

    assertThat(launcher.backends()).containsExactly("first", "second", "third");
    assertThat(written(launcher, asking(1, "shop", null, null))).isEqualTo("one");
    assertThat(written(launcher, asking(2, "docs", null, null))).isEqualTo("three");
    assertThat(written(launcher, asking(3, "docs", "m", "second"))).isEqualTo("two m");
    assertThatThrownBy(() -> launcher.place(asking(4, "shop", null, "fourth")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("first, second, third")
        .satisfies(e -> assertThat(((LaunchException) e).isPermanent()).isTrue());
  }

  @Test
  void a_command_that_takes_the_backend_as_data_gets_any() throws Exception {
    GitLauncher launcher =
        fixture.launcher(
            writes("{backend}"),
            builder -> builder.worker(WorkerCommand.parse("other=" + writes("other"))));

    assertThat(launcher.backends()).isEmpty();
    assertThat(written(launcher, asking(1, "shop", null, "fast"))).isEqualTo("fast");
    assertThat(written(launcher, asking(2, "shop", null, "other"))).isEqualTo("other");
  }

  @Test
  void two_commands_of_one_name_and_a_projects_unknown_one_are_refused() {
    assertThatThrownBy(
            () ->
                fixture.launcher(
                    "/bin/sh a", builder -> builder.worker(WorkerCommand.parse("/bin/sh b"))))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("NAME=");
    assertThatThrownBy(
            () -> fixture.launcher("/bin/sh", builder -> builder.projectWorker("shop", "bash")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("known are [sh]");
  }

  @Test
  void the_address_and_the_directories_that_a_commit_writes_are_arguments() throws Exception {
    GitLauncher launcher = fixture.launcher(writes("{mcp_url} {git_directories}"));

    String git = fixture.repository.directory().toRealPath() + "/.git";
    assertThat(written(launcher, asking(1, "shop", null, null)))
        .isEqualTo(Fixture.URL + " [\"" + git + "/worktrees/w1\",\"" + git + "\"]");
  }

  @ParameterizedTest
  @EnumSource(WorkerPreset.class)
  void a_preset_is_found_by_its_word_and_needs_its_program(WorkerPreset preset) {
    assertThat(WorkerPreset.find(preset.word())).contains(preset);
    assertThat(preset.line()).startsWith(preset.word() + " ");
    assertThat(preset.allows()).isNotBlank();
    assertThat(preset.passedVariables()).doesNotHaveDuplicates().isNotEmpty();
    if (preset.program().isEmpty()) {
      assertThatThrownBy(() -> WorkerCommand.parse("fast=" + preset.word()))
          .isInstanceOf(SetupException.class)
          .hasMessageContaining("not on PATH")
          .hasMessageContaining("npm install -g " + preset.npmPackage());
    } else {
      assertThat(WorkerCommand.parse("fast= " + preset.word()).name()).isEqualTo("fast");
      assertThat(WorkerCommand.parse(preset.word()).name()).isEqualTo(preset.word());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "// nothing yet\n{ }\n",
        "{\"ui\": {\"theme\": \"} //\"}} // } /* ",
        "{\"a\": \"\\\"}\", /* } */ \"mcpServers\": {\"hera\": {\"command\": \"x\"}} /* } */ }"
      })
  void a_gemini_home_is_the_users_own_but_for_the_servers(String settings) throws Exception {
    Path own = Files.createDirectories(run.resolve("user/.gemini"));
    Files.writeString(own.resolve("settings.json"), settings);
    Files.writeString(own.resolve("oauth_creds.json"), "mine");

    Path home = GeminiHome.make(run, Map.of("HOME", run.resolve("user").toString()));

    assertThat(home).startsWith(run);
    assertThat(home.resolve(".gemini/oauth_creds.json")).hasContent("mine");
    String made = Files.readString(home.resolve(".gemini/settings.json"));
    assertThat(made).startsWith(settings.substring(0, Math.max(0, settings.lastIndexOf("}}"))));
    assertThat(made.strip())
        .endsWith("\"headers\": {\"Authorization\": \"Bearer $HERA_TOKEN\"}}}}");
    assertThat(made).doesNotContain(",,", "{,");
    assertThat(own.resolve("settings.json")).hasContent(settings);
  }

  @Test
  void a_gemini_worker_commits_as_the_user_although_its_shell_hides_the_users_settings() {
    Path repository = fixture.repository.directory();
    fixture.repository.git("config", "user.name", "Ada");
    Map<String, String> variables = WorkerPreset.GEMINI.variables(run, repository, Map.of());

    assertThat(variables)
        .containsEntry("GIT_AUTHOR_NAME", "Ada")
        .containsEntry("GIT_COMMITTER_NAME", "Ada")
        .containsEntry("GEMINI_CLI_HOME", run.resolve("gemini").toString());
  }

  @Test
  void a_user_without_settings_of_gemini_gets_a_home_all_the_same() throws Exception {
    Path home = GeminiHome.make(run, Map.of("HOME", run.resolve("nobody").toString()));
    try (Stream<Path> files = Files.list(home.resolve(".gemini"))) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .isEqualTo(List.of("settings.json"));
    }
  }
}
