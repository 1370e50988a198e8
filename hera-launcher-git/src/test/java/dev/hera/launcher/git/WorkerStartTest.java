package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launcher.git.state.LogLimit;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker gets: its worktree, branch, arguments, variables and files. */
@Timeout(180)
class WorkerStartTest extends LauncherTest {
  @Test
  void a_worker_runs_in_its_worktree_on_its_branch_with_its_own_environment() throws Exception {
    String agent = fixture.script("pwd > where\ngit branch --show-current > branch\nenv > env\n");
    GitLauncher launcher = fixture.launcher(agent);
    LaunchRequest request = request(1, "1a-schema");

    Placement placement = start(launcher, request);

    assertThat(fixture.nextEnd().is(request.key(), 1, OptionalInt.of(0))).isTrue();
    Path worktree = Path.of(placement.worktree());
    assertThat(placement.branch()).isEqualTo("hera/demo/1a-schema");
    assertThat(worktree).startsWith(fixture.state).hasFileName("1a-schema");
    assertThat(worktree.resolve("where")).hasContent(worktree.toString());
    assertThat(worktree.resolve("branch")).hasContent("hera/demo/1a-schema");
    assertThat(worktree.resolve("README.md")).hasContent("first");
    Path run = fixture.runDirectory(request);
    assertThat(Files.readAllLines(worktree.resolve("env")))
        .contains(
            "HERA_MCP_URL=" + Fixture.URL,
            "HERA_TOKEN=" + Fixture.TOKEN,
            "HERA_ORCHESTRATOR=demo",
            "HERA_ROLE=1a-schema",
            "HERA_TASK_ID=101",
            "HERA_LAUNCH_KEY=" + request.key(),
            "HERA_PROMPT_FILE=" + run.resolve("prompt.md"),
            "PATH=" + System.getenv("PATH"));
  }

  @Test
  void variables_of_the_host_that_are_not_on_the_list_do_not_reach_a_worker() {
    RunFiles run = new RunFiles(Fixture.key(1), fixture.directory, 1, 1);
    var host = Map.of("LC_TIME", "C", "AWS_SECRET", "s", "MODEL_KEY", "k", "HERA_X", "x");

    var worker =
        new WorkerEnvironment(List.of("MODEL_KEY"))
            .of(
                WorkerCommand.parse("sh"),
                request(1, "a"),
                run,
                fixture.directory,
                "url",
                "token",
                host);

    assertThat(worker)
        .containsEntry("LC_TIME", "C")
        .containsEntry("MODEL_KEY", "k")
        .doesNotContainKeys("AWS_SECRET", "HERA_X");
    assertThatThrownBy(() -> new WorkerEnvironment(List.of("HERA_TOKEN")))
        .isInstanceOf(SetupException.class);
  }

  @Test
  void the_token_is_kept_only_while_the_worker_runs() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.controlledAgent() + " {mcp_config}");
    LaunchRequest request = request(1, "a");

    start(launcher, request);
    fixture.readPipe("ready");

    Path run = fixture.runDirectory(request);
    assertThat(Files.readString(run.resolve("mcp.json")))
        .isEqualToIgnoringWhitespace(
            """
            {"mcpServers": {"hera": {"type": "http", "url": "%s",
             "headers": {"Authorization": "Bearer %s"}}}}
            """
                .formatted(Fixture.URL, Fixture.TOKEN));
    assertThat(run.resolve("prompt.md")).hasContent("Do the work.");
    fixture.writePipe("go", "0");
    fixture.nextEnd();
    try (Stream<Path> all = Files.walk(fixture.state)) {
      assertThat(all.filter(Files::isRegularFile).filter(f -> contains(f, Fixture.TOKEN)))
          .isEmpty();
    }
  }

  @Test
  void whatever_a_launch_keeps_is_its_owners_alone_from_start_to_end() throws Exception {
    String agent = fixture.controlledAgent() + " {mcp_config}";
    GitLauncher launcher = fixture.launcher(agent, settings -> settings.logLimit(1));
    LaunchRequest request = request(1, "a");
    start(launcher, request);
    fixture.readPipe("ready");
    assertThat(openToOthers()).isEmpty();

    Path log = fixture.runDirectory(request).resolve("log");
    Files.writeString(log, "too long", StandardOpenOption.APPEND);
    new LogLimit(1).apply(log);
    fixture.writePipe("go", "0");
    fixture.nextEnd();
    assertThat(log.resolveSibling("log.lock")).exists();
    assertThat(log.resolveSibling("exit")).exists();
    assertThat(openToOthers()).isEmpty();
  }

  /** All of the state but what is checked out, which has the modes that git gives it. */
  private List<String> openToOthers() throws IOException {
    try (Stream<Path> all = Files.walk(fixture.state)) {
      return all.filter(file -> !isCheckedOut(file))
          .filter(WorkerStartTest::isOpen)
          .map(Path::toString)
          .toList();
    }
  }

  private boolean isCheckedOut(Path file) {
    Path worktrees = fixture.state.resolve("worktrees");
    return file.startsWith(worktrees)
        && Stream.iterate(file, path -> !path.equals(worktrees), Path::getParent)
            .anyMatch(path -> Files.exists(path.resolve(".git")));
  }

  private static boolean isOpen(Path file) {
    try {
      return Files.getPosixFilePermissions(file).stream()
          .anyMatch(permission -> !permission.name().startsWith("OWNER_"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_program_that_is_gone_or_refused_leaves_nothing() throws Exception {
    Path program = fixture.directory.resolve("agent");
    Files.copy(Path.of("/bin/true"), program);
    GitLauncher gone = fixture.launcher("'" + program + "'");
    Files.delete(program);
    GitLauncher refused = fixture.launcher("/bin/true {prompt}");
    LaunchRequest huge = Fixture.request(2, "b", 1, "main", List.of(), "x".repeat(3 << 20));

    assertThatThrownBy(() -> start(gone, request(1, "a")))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("cannot be executed");
    assertThatThrownBy(() -> start(refused, huge))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("{prompt_file}");

    assertThat(fixture.branches()).containsExactly("main");
    assertThat(fixture.repository.git("worktree", "list").lines()).hasSize(1);
    try (Stream<Path> left = Files.list(fixture.state.resolve("worktrees"))) {
      assertThat(left).isEmpty();
    }
    assertThat(refused.find(huge.key())).isEqualTo(new Found.NotThere());
  }

  @Test
  void hostile_text_reaches_the_agent_as_it_is() throws Exception {
    String prompt = "'; rm -rf \"$HOME\"\n$(touch owned) `id` {worktree} \\ * ~ %s\n";
    String agent =
        fixture.script(
            "printf '%s' \"$1\" > prompt; printf '%s' \"$2\" > role; shift 2; echo $# > n");
    GitLauncher launcher =
        fixture.launcher(agent + " {prompt} --role={role} '{model}' x{backend} '$HOME'");

    Placement placement = start(launcher, Fixture.request(1, "a", 1, "main", List.of(), prompt));

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    Path worktree = Path.of(placement.worktree());
    assertThat(Files.readString(worktree.resolve("prompt"))).isEqualTo(prompt);
    assertThat(worktree.resolve("role")).hasContent("--role=a");
    assertThat(worktree.resolve("n")).hasContent("3");
    assertThat(worktree.resolve("owned")).doesNotExist();
  }

  @Test
  void text_beyond_ascii_reaches_the_agent_or_starts_nothing() throws Exception {
    String prompt = "caf\u00e9 \u2014 \ud83d\ude80";
    GitLauncher launcher =
        fixture.launcher(fixture.script("printf '%s' \"$1\" > prompt") + " {prompt}");
    LaunchRequest request = Fixture.request(1, "a", 1, "main", List.of(), prompt);
    Placement placement = launcher.place(request);
    try {
      launcher.start(request, placement, Fixture.TOKEN);
    } catch (LaunchException e) {
      assertThat(e).hasMessageContaining("UTF-8 locale");
      assertThat(fixture.branches()).containsExactly("main");
      return;
    }
    fixture.nextEnd();
    assertThat(Files.readString(Path.of(placement.worktree(), "prompt"))).isEqualTo(prompt);
  }

  @Test
  void without_a_base_branch_the_worker_stands_on_what_the_project_has_checked_out()
      throws Exception {
    fixture.repository.branch("dev", "main", "README.md", "dev\n");
    fixture.repository.git("checkout", "--quiet", "dev");
    GitLauncher launcher = fixture.launcher("/bin/true");

    Placement placement = start(launcher, Fixture.request(1, "a", 1, null, List.of(), ""));

    assertThat(Path.of(placement.worktree(), "README.md")).hasContent("dev");
    fixture.nextEnd();
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      return false;
    }
  }
}
