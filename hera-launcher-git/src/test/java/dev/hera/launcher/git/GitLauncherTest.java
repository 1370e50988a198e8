package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.plan.LaunchKey;
import dev.hera.spi.Found;
import dev.hera.spi.LaunchException;
import dev.hera.spi.LaunchRequest;
import dev.hera.spi.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class GitLauncherTest {
  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() {
    fixture = new Fixture(directory);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_worker_runs_in_its_worktree_on_its_branch_with_its_own_environment() throws Exception {
    String agent = fixture.script("pwd > where\ngit branch --show-current > branch\nenv > env\n");
    GitLauncher launcher = fixture.launcher(agent);
    LaunchRequest request = request(1, "1a-schema");

    Placement placement = start(launcher, request);

    assertThat(fixture.nextEnd()).isEqualTo(new Fixture.Ended(request.key(), 1, OptionalInt.of(0)));
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
            "HERA_LAUNCH_KEY=db0-1",
            "HERA_PROMPT_FILE=" + run.resolve("prompt.md"),
            "PATH=" + System.getenv("PATH"));
  }

  @Test
  void variables_of_the_host_that_are_not_on_the_list_do_not_reach_a_worker() {
    var host = java.util.Map.of("LC_TIME", "C", "AWS_SECRET", "s", "MODEL_KEY", "k", "HERA_X", "x");

    var worker =
        new WorkerEnvironment(List.of("MODEL_KEY"))
            .of(request(1, "a"), Path.of("/p"), "url", "token", host);

    assertThat(worker)
        .containsEntry("LC_TIME", "C")
        .containsEntry("MODEL_KEY", "k")
        .doesNotContainKeys("AWS_SECRET", "HERA_X");
    assertThatThrownBy(() -> new WorkerEnvironment(List.of("HERA_TOKEN")))
        .isInstanceOf(SetupException.class);
  }

  @Test
  void files_are_private_and_the_token_is_kept_only_while_the_worker_runs() throws Exception {
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
    for (String file : List.of("mcp.json", "prompt.md", "log", "worker.properties")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.resolve(file))))
          .isEqualTo("rw-------");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
        .isEqualTo("rwx------");
    fixture.writePipe("go", "0");
    fixture.nextEnd();
    try (Stream<Path> all = Files.walk(fixture.state)) {
      assertThat(all.filter(Files::isRegularFile).filter(f -> contains(f, Fixture.TOKEN)))
          .isEmpty();
    }
  }

  @Test
  void the_same_key_started_twice_is_one_process() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = request(1, "a");

    Placement placement = start(launcher, request);
    String pid = fixture.readPipe("ready");
    launcher.start(request, placement, "another");
    launcher.start(Fixture.request(1, "a", 2, "main", List.of(), ""), placement, "third");

    assertThat(launcher.find(request.key())).isEqualTo(new Found.Running(1));
    assertThat(launcher.running())
        .singleElement()
        .satisfies(
            worker -> {
              assertThat(worker.role()).isEqualTo("a");
              assertThat(worker.mcpUrl()).isEqualTo(Fixture.URL);
            });
    assertThat(pid).isNotEmpty();
    fixture.writePipe("go", "3");
    assertThat(fixture.nextEnd().exitCode()).hasValue(3);
    assertThat(launcher.find(request.key())).isEqualTo(new Found.Ended(1, OptionalInt.of(3)));
    assertThat(fixture.ends).isEmpty();
  }

  @Test
  void an_epoch_that_ended_is_not_run_again_and_a_later_one_goes_on_in_its_worktree()
      throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("echo line >> work; exit 4"));
    LaunchRequest first = request(1, "a");
    Placement placement = start(launcher, first);
    fixture.nextEnd();

    launcher.start(first, placement, Fixture.TOKEN);
    launcher.start(Fixture.request(1, "a", 2, "main", List.of(), ""), placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().epoch()).isEqualTo(2);
    assertThat(Path.of(placement.worktree(), "work")).hasContent("line\nline");
    assertThat(launcher.place(first)).isEqualTo(placement);
  }

  @Test
  void a_launcher_started_later_finds_the_worker_and_tells_its_end() throws Exception {
    GitLauncher first = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = request(1, "a");
    Placement placement = start(first, request);
    fixture.readPipe("ready");
    first.close();

    GitLauncher second = fixture.launcher("/bin/false");

    assertThat(second.place(request)).isEqualTo(placement);
    assertThat(second.find(request.key())).isEqualTo(new Found.Running(1));
    assertThat(second.find(request.key())).isEqualTo(new Found.Running(1));
    fixture.writePipe("go", "9");
    assertThat(fixture.nextEnd()).isEqualTo(new Fixture.Ended(request.key(), 1, OptionalInt.of(9)));
    assertThat(second.find(request.key())).isEqualTo(new Found.Ended(1, OptionalInt.of(9)));
    assertThat(fixture.ends).isEmpty();
  }

  @Test
  void a_launcher_started_later_reads_how_a_worker_ended_meanwhile() throws Exception {
    GitLauncher first = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = request(1, "a");
    start(first, request);
    fixture.readPipe("ready");
    ProcessHandle shell = shellOf(request);
    first.close();
    fixture.writePipe("go", "5");
    shell.onExit().get(60, TimeUnit.SECONDS);

    assertThat(fixture.launcher("/bin/false").find(request.key()))
        .isEqualTo(new Found.Ended(1, OptionalInt.of(5)));
  }

  @Test
  void a_worker_whose_process_started_just_before_a_crash_is_found() throws Exception {
    GitLauncher first = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = request(1, "a");
    start(first, request);
    fixture.readPipe("ready");
    first.close();
    Files.delete(fixture.runDirectory(request).resolve("started"));

    assertThat(fixture.launcher("/bin/false").find(request.key())).isEqualTo(new Found.Running(1));
    fixture.writePipe("go", "0");
  }

  @Test
  void a_run_that_a_crash_left_before_its_process_claimed_it_never_starts() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("touch ran"));
    LaunchRequest request = request(1, "a");
    Run left = new LaunchFiles(request.key(), fixture.state.resolve("launches/db0-1")).newRun(1);

    assertThat(launcher.find(request.key())).isEqualTo(new Found.NotThere());
    Process late =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "set -C; echo $$ > \"$1/pid\" || exit 125",
                "late",
                left.directory().toString())
            .start();
    assertThat(late.waitFor()).isEqualTo(125);
    start(launcher, request);
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
  }

  @Test
  void unknown_and_odd_keys_are_not_there_or_unknown() {
    GitLauncher launcher = fixture.launcher("/bin/true");

    assertThat(launcher.find(new LaunchKey("db0-99"))).isEqualTo(new Found.NotThere());
    assertThat(launcher.find(new LaunchKey("../state"))).isInstanceOf(Found.Unknown.class);
  }

  @Test
  void sixteen_concurrent_starts_in_one_repository_all_succeed() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("exit 0"));
    GitLauncher other = fixture.launcher(fixture.script("exit 0"));
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Future<Placement>> starts = new ArrayList<>();

    for (int i = 1; i <= 16; i++) {
      LaunchRequest request = request(i, "worker-" + i);
      GitLauncher used = i % 2 == 0 ? launcher : other;
      starts.add(threads.submit(() -> start(used, request)));
    }

    for (Future<Placement> start : starts) {
      assertThat(Path.of(start.get(120, TimeUnit.SECONDS).worktree(), "README.md")).exists();
    }
    for (int i = 1; i <= 16; i++) {
      assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    }
    assertThat(fixture.branches()).hasSize(17);
    threads.shutdown();
  }

  @Test
  void place_creates_nothing_and_gives_each_key_its_own_place() {
    GitLauncher launcher = fixture.launcher("/bin/true");

    Placement a = launcher.place(request(1, "a"));
    Placement sameName = launcher.place(request(2, "a"));

    assertThat(launcher.place(request(1, "a"))).isEqualTo(a);
    assertThat(launcher.place(request(2, "a"))).isEqualTo(sameName);
    assertThat(sameName.branch()).isEqualTo("hera/demo/a-2");
    assertThat(Path.of(a.worktree())).doesNotExist();
    assertThat(fixture.branches()).containsExactly("main");
  }

  @Test
  void a_branch_of_somebody_else_is_left_alone() throws Exception {
    fixture.repository.branch("hera/demo/a", "main", "theirs", "x");
    GitLauncher launcher = fixture.launcher("/bin/true");

    Placement placement = start(launcher, request(7, "a"));

    assertThat(placement.branch()).isEqualTo("hera/demo/a-7");
    fixture.nextEnd();
    Placement taken = new Placement(placement.worktree() + "-x", "hera/demo/a");
    assertThatThrownBy(() -> launcher.start(request(8, "a"), taken, "t"))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("hera/demo/a");
    assertThat(fixture.branches()).contains("hera/demo/a");
  }

  @Test
  void what_a_crash_left_amid_the_making_of_a_worktree_is_made_anew() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("cat README.md > seen"));
    LaunchRequest request = request(1, "a");
    Placement placement = launcher.place(request);
    String main = fixture.repository.git("rev-parse", "main");
    Path worktree = Path.of(placement.worktree());
    Files.createDirectories(worktree.getParent());
    Site site = new Site("shop", worktree, placement.branch(), main, main, false);
    LaunchFiles files = new LaunchFiles(request.key(), fixture.state.resolve("launches/db0-1"));
    files.lock(Duration.ofSeconds(1)).close();
    files.write(site);
    fixture.repository.git(
        "worktree", "add", "--no-checkout", "-b", placement.branch(), worktree.toString(), main);

    assertThat(fixture.launcher("/bin/true").place(request)).isEqualTo(placement);
    launcher.start(request, placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(worktree.resolve("seen")).hasContent("first");
  }

  @Test
  void a_clean_worktree_that_no_worker_used_is_taken_up() throws Exception {
    String agent = fixture.script("exit 0");
    LaunchRequest request = request(1, "a");
    Placement placement = start(fixture.launcher(agent), request);
    crashBeforeTheRun(request);

    fixture.launcher(agent).start(request, placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(fixture.branches()).containsExactly("hera/demo/a", "main");
  }

  @Test
  void an_unused_worktree_moves_with_its_base() throws Exception {
    String agent = fixture.script("exit 0");
    LaunchRequest request = request(1, "a");
    Placement placement = start(fixture.launcher(agent), request);
    crashBeforeTheRun(request);
    fixture.repository.commit("README.md", "second\n");

    fixture.launcher(agent).start(request, placement, Fixture.TOKEN);

    assertThat(Path.of(placement.worktree(), "README.md")).hasContent("second");
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
  }

  @Test
  void a_dirty_worktree_is_never_deleted() throws Exception {
    String agent = fixture.script("exit 0");
    LaunchRequest request = request(1, "a");
    Placement placement = start(fixture.launcher(agent), request);
    crashBeforeTheRun(request);
    Path worktree = Path.of(placement.worktree());
    GitRepository.write(worktree.resolve("notes"), "somebody's");
    fixture.repository.commit("README.md", "second\n");
    LaunchRequest huge = Fixture.request(1, "a", 1, "main", List.of(), "x".repeat(3 << 20));

    assertThatThrownBy(
            () -> fixture.launcher("/bin/true {prompt}").start(huge, placement, Fixture.TOKEN))
        .isInstanceOf(LaunchException.class);
    fixture.launcher(agent).start(request, placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(worktree.resolve("notes")).hasContent("somebody's");
    assertThat(worktree.resolve("README.md")).hasContent("first");
  }

  @Test
  void a_worktree_that_was_deleted_is_restored_on_its_branch() throws Exception {
    GitLauncher launcher =
        fixture.launcher(
            fixture.script(
                """
                git -c user.name=a -c user.email=a commit -q --allow-empty -m "$HERA_TASK_ID"
                """));
    LaunchRequest request = request(1, "a");
    Placement placement = start(launcher, request);
    fixture.nextEnd();
    deleteTree(Path.of(placement.worktree()));

    launcher.start(Fixture.request(1, "a", 2, "gone", List.of(), ""), placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(fixture.repository.git("log", "--format=%s", placement.branch()))
        .isEqualTo("101\n101\nchange README.md");
  }

  @Test
  void hooks_of_the_repository_do_not_run() throws Exception {
    Path ran = fixture.directory.resolve("hook-ran");
    for (String hook : List.of("post-checkout", "post-index-change", "reference-transaction")) {
      Path file = fixture.repository.directory().resolve(".git/hooks/" + hook);
      GitRepository.write(file, "#!/bin/sh\ntouch '" + ran + "'\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path monitor = fixture.directory.resolve("monitor.sh");
    GitRepository.write(monitor, "#!/bin/sh\ntouch '" + ran + "'\n");
    Files.setPosixFilePermissions(monitor, PosixFilePermissions.fromString("rwxr-xr-x"));
    fixture.repository.git("config", "core.fsmonitor", monitor.toString());
    GitLauncher launcher = fixture.launcher("/bin/true");

    start(launcher, request(1, "a"));

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(ran).doesNotExist();
  }

  @Test
  void a_base_branch_that_is_missing_starts_nothing_and_is_named() {
    GitLauncher launcher = fixture.launcher("/bin/true");
    for (String base : List.of("nowhere", "-rf", "main~0", "main^{commit}", "../x", "")) {
      LaunchRequest request = Fixture.request(1, "a", 1, base, List.of(), "");

      assertThatThrownBy(() -> start(launcher, request))
          .isInstanceOf(LaunchException.class)
          .hasMessage("project 'shop' has no branch '" + base + "'");
    }
    assertThat(fixture.branches()).containsExactly("main");
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

  @Test
  void an_unknown_project_and_an_empty_repository_start_nothing() {
    GitLauncher none = fixture.launcher("/bin/true", b -> b.project(emptyProject()));
    LaunchRequest known = request(1, "a");
    LaunchRequest odd = inProject(known, "other");
    LaunchRequest unnamed = inProject(known, null);
    LaunchRequest empty = inProject(Fixture.request(2, "b", 1, null, List.of(), ""), "empty");

    assertThat(none.projects()).containsExactly("empty", "shop");
    assertThatThrownBy(() -> none.place(odd)).isInstanceOf(LaunchException.class);
    assertThatThrownBy(() -> none.place(unnamed)).isInstanceOf(LaunchException.class);
    assertThatThrownBy(() -> start(none, empty))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("no commit");
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
  void a_log_beyond_its_limit_is_cut_in_place() throws Exception {
    String agent =
        fixture.script(
            """
            i=0
            while [ $i -lt 2000 ]; do echo "line $i of the worker's output"; i=$((i+1)); done
            echo ready > "$1"
            read go < "$2"
            echo after
            """,
            "'" + fixture.pipe("ready") + "'",
            "'" + fixture.pipe("go") + "'");
    GitLauncher launcher = fixture.launcher(agent, b -> b.logLimit(10_000));
    LaunchRequest request = request(1, "a");

    start(launcher, request);
    fixture.readPipe("ready");
    Path log = fixture.runDirectory(request).resolve("log");
    new LogLimit(10_000).apply(log);
    fixture.writePipe("go", "x");
    fixture.nextEnd();

    assertThat(Files.readString(log)).isEqualTo("after\n");
    assertThat(Files.size(log.resolveSibling("log.1"))).isEqualTo(10_000);
    assertThat(Files.readString(log.resolveSibling("log.1")))
        .endsWith("line 1999 of the worker's output\n");
  }

  @Test
  void a_worker_that_ignores_the_request_to_end_is_killed_with_its_children() throws Exception {
    String agent =
        fixture.script(
            """
            trap '' TERM
            sleep 1000 &
            one=$!
            (setsid sleep 1001 & echo $! > detached)
            echo "$$ $one $(cat detached)" > "$1"
            while :; do sleep 1002; done
            """,
            "'" + fixture.pipe("ready") + "'");
    GitLauncher launcher = fixture.launcher(agent, b -> b.stopGrace(Duration.ofMillis(300)));
    LaunchRequest request = request(1, "a");
    start(launcher, request);
    List<ProcessHandle> all =
        Stream.of(fixture.readPipe("ready").split(" "))
            .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
            .toList();
    assertThat(all).hasSize(3);

    assertThat(launcher.stop(request.key())).isTrue();

    for (ProcessHandle process : all) {
      process.onExit().get(60, TimeUnit.SECONDS);
    }
    assertThat(fixture.nextEnd().exitCode()).hasValue(137);
    assertThat(launcher.running()).isEmpty();
  }

  @Test
  void a_worker_that_is_asked_to_end_may_do_so_itself() throws Exception {
    String agent =
        fixture.script(
            """
            trap 'exit 42' TERM
            echo x > "$1"
            while :; do sleep 1000 & wait $!; done
            """,
            "'" + fixture.pipe("ready") + "'");
    GitLauncher launcher = fixture.launcher(agent);
    start(launcher, request(1, "a"));
    fixture.readPipe("ready");

    assertThat(launcher.stopAll()).isTrue();

    assertThat(fixture.nextEnd().exitCode()).hasValue(42);
  }

  @Test
  void a_process_that_got_the_pid_of_a_worker_is_neither_taken_for_it_nor_signalled()
      throws Exception {
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try {
      GitLauncher launcher = fixture.launcher("/bin/true");
      LaunchFiles files =
          new LaunchFiles(new LaunchKey("db0-5"), fixture.state.resolve("launches/db0-5"));
      Run run = files.newRun(3);
      GitRepository.write(run.directory().resolve("pid"), stranger.pid() + "\n");

      assertThat(launcher.find(files.key())).isEqualTo(new Found.Ended(3, OptionalInt.empty()));
      assertThat(launcher.stop(files.key())).isTrue();
      assertThat(launcher.stopAll()).isTrue();
      ProcessTable table = ProcessTable.ofThisMachine();
      run.writeStarted(table.started(stranger.toHandle()).orElseThrow());
      assertThat(launcher.find(files.key())).isInstanceOf(Found.Ended.class);
      assertThat(launcher.stopAll()).isTrue();
      assertThat(new PortableProcessTable().find(run)).isEmpty();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void the_portable_table_knows_a_worker_by_its_arguments_and_start() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = request(1, "a");
    start(launcher, request);
    fixture.readPipe("ready");
    Run run =
        new LaunchFiles(request.key(), fixture.state.resolve("launches/db0-1"))
            .lastRun()
            .orElseThrow();
    PortableProcessTable table = new PortableProcessTable();
    ProcessHandle shell = shellOf(request);

    Files.delete(run.directory().resolve("started"));
    assertThat(table.find(run)).contains(shell);
    run.writeStarted(table.started(shell).orElseThrow());
    assertThat(table.find(run)).contains(shell);
    run.writeStarted("2001-01-01T00:00:00Z");
    assertThat(table.find(run)).isEmpty();
    run.writeStarted(ProcessTable.ofThisMachine().started(shell).orElseThrow());
    fixture.writePipe("go", "0");
    fixture.nextEnd();
  }

  @Test
  void workers_survive_a_host_that_is_killed() throws Exception {
    String agent = fixture.controlledAgent();
    LaunchRequest request = request(1, "a");
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KilledHost.class.getName(),
                fixture.state.toString(),
                fixture.repository.directory().toString(),
                agent)
            .redirectErrorStream(true)
            .redirectOutput(fixture.directory.resolve("host.log").toFile())
            .start();
    String pid = fixture.readPipe("ready");
    host.destroyForcibly().waitFor();

    GitLauncher launcher = fixture.launcher("/bin/false");

    assertThat(launcher.find(request.key())).isEqualTo(new Found.Running(1));
    assertThat(ProcessHandle.of(Long.parseLong(pid))).isPresent();
    fixture.writePipe("go", "6");
    assertThat(fixture.nextEnd().exitCode()).hasValue(6);
  }

  @Test
  void a_closed_launcher_starts_nothing_and_leaves_no_thread() throws Exception {
    GitLauncher launcher = fixture.launcher("/bin/true");
    LaunchRequest request = request(1, "a");
    Placement placement = launcher.place(request);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<Thread> watching =
        before.stream().filter(t -> t.getName().equals("hera-worker-watch")).toList();

    launcher.close();

    for (Thread thread : watching) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThatThrownBy(() -> launcher.start(request, placement, "t"))
        .isInstanceOf(LaunchException.class);
  }

  @Test
  void a_state_directory_within_a_project_has_to_be_ignored_there() {
    Path inside = fixture.repository.directory().resolve(".hera");
    GitLauncher.Builder builder =
        GitLauncher.builder(inside, WorkerCommand.parse("true"), () -> "")
            .project(Project.of("shop", fixture.repository.directory()));

    assertThatThrownBy(builder::build).isInstanceOf(SetupException.class);
    fixture.repository.commit(".gitignore", ".hera/\n");
    builder.build().close();
  }

  @Test
  void a_project_is_a_git_repository_with_a_name_of_its_own() throws Exception {
    Path plain = Files.createDirectory(fixture.directory.resolve("plain"));
    Path repository = fixture.repository.directory();

    assertThatThrownBy(() -> Project.of("x", plain)).isInstanceOf(SetupException.class);
    assertThatThrownBy(() -> Project.of("x", plain.resolve("none")))
        .isInstanceOf(SetupException.class);
    assertThatThrownBy(() -> Project.of(" ", repository)).isInstanceOf(SetupException.class);
    assertThatThrownBy(
            () -> fixture.launcher("true", b -> b.project(Project.of("shop", repository))))
        .isInstanceOf(SetupException.class);
  }

  private ProcessHandle shellOf(LaunchRequest request) throws Exception {
    String pid = Files.readString(fixture.runDirectory(request).resolve("pid")).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  /** Leaves what a crash leaves that comes between the making of the worktree and the run. */
  private void crashBeforeTheRun(LaunchRequest request) throws Exception {
    fixture.nextEnd();
    deleteTree(fixture.runDirectory(request));
  }

  private Project emptyProject() {
    Path empty = fixture.directory.resolve("empty");
    GitRepository.write(empty.resolve("x"), "");
    GitRepository.gitIn(empty, "init", "--quiet");
    return Project.of("empty", empty);
  }

  private static LaunchRequest inProject(LaunchRequest r, String project) {
    return new LaunchRequest(
        r.id(),
        r.key(),
        r.epoch(),
        r.orchestrator(),
        r.role(),
        r.task(),
        project,
        r.baseBranch(),
        r.blockerBranches(),
        r.prompt(),
        r.options());
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (java.io.IOException e) {
      return false;
    }
  }

  private static void deleteTree(Path root) throws Exception {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
