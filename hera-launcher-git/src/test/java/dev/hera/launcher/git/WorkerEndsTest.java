package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.launcher.git.process.LinuxProcessTable;
import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.repository.GitFailedException;
import dev.hera.launcher.git.repository.GitOutput;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.LogEnd;
import dev.hera.launcher.git.state.LogLimit;
import dev.hera.launcher.git.system.LaunchMechanism;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.SessionEnd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of a worker's end, and what it leaves behind. */
@Timeout(180)
class WorkerEndsTest extends LauncherTest {
  @Test
  void an_end_is_told_with_code_length_log_and_last_line() throws Exception {
    String agent =
        fixture.script(
            "printf 'first\\n\\033[31mno \\342\\200\\256server\\007\\033[0m\\n\\n'; exit 3");
    LaunchRequest request = request(1, "a");
    start(fixture.launcher(agent), request);

    SessionEnd end = fixture.nextEnd().end();

    assertThat(end.exitCode()).hasValue(3);
    assertThat(end.signal()).isEmpty();
    assertThat(end.stopped()).isFalse();
    assertThat(end.lastLine()).isEqualTo("no server");
    assertThat(end.log()).isEqualTo(fixture.runDirectory(request).resolve("log").toString());
    assertThat(end.ran()).isBetween(Duration.ZERO, Duration.ofMinutes(2));
  }

  @Test
  void the_last_line_is_told_also_when_the_log_was_just_cut() throws Exception {
    Path log = fixture.directory.resolve("log");
    Files.writeString(log, "long\nlast\n");
    new LogLimit(5).apply(log);
    assertThat(log).isEmptyFile();
    assertThat(LogEnd.lastLine(log)).contains("last");
  }

  @Test
  void processes_are_started_without_a_helper_that_could_outlive_the_host() {
    assumeTrue(System.getProperty("os.name").equals("Linux") && Runtime.version().feature() <= 25);
    LaunchMechanism.prepare();
    assertThat(System.getProperty("jdk.lang.Process.launchMechanism")).isEqualTo("VFORK");
  }

  @Test
  void a_signal_is_told_apart_from_an_exit_and_a_stop_from_both() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("kill -9 $$"));
    start(launcher, request(1, "a"));
    SessionEnd killed = fixture.nextEnd().end();
    assertThat(killed.signal()).hasValue(9);
    assertThat(killed.stopped()).isFalse();

    GitLauncher other =
        fixture.launcher(
            fixture.script("echo x > \"$1\"; exec sleep 1000", "'" + fixture.pipe("up") + "'"));
    LaunchRequest request = request(2, "b");
    start(other, request);
    fixture.readPipe("up");
    assertThat(other.stop(request.key())).isEmpty();
    assertThat(fixture.nextEnd().end().stopped()).isTrue();
  }

  @Test
  void what_detached_itself_and_forgot_its_variables_is_ended_too() throws Exception {
    String agent =
        fixture.script(
            """
            (env -i setsid sh -c 'echo $$ > "$1"; exec sleep 1000' x "$1" &)
            echo $$ > "$2"
            read go < "$3"
            """,
            "'" + fixture.pipe("left") + "'",
            "'" + fixture.pipe("ready") + "'",
            "'" + fixture.pipe("go") + "'");
    GitLauncher launcher = fixture.launcher(agent, b -> b.stopGrace(Duration.ofMillis(300)));
    start(launcher, request(1, "a"));
    ProcessHandle left = process(fixture.readPipe("left"));
    fixture.readPipe("ready");

    assertThat(launcher.stopAll()).isEmpty();

    left.onExit().get(60, TimeUnit.SECONDS);
  }

  @Test
  void what_an_ended_worker_left_behind_is_ended_too() throws Exception {
    String agent =
        fixture.script(
            "(env -i setsid sh -c 'echo $$ > \"$1\"; exec sleep 1000' x \"$1\" &)\n",
            "'" + fixture.pipe("left") + "'");
    GitLauncher launcher = fixture.launcher(agent, b -> b.stopGrace(Duration.ofMillis(300)));
    start(launcher, request(1, "a"));
    ProcessHandle left = process(fixture.readPipe("left"));
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(launcher.running()).isEmpty();
    assertThat(left.isAlive()).isTrue();

    assertThat(launcher.stopAll()).isEmpty();

    left.onExit().get(60, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "true, true", "kill -9 $PPID, false", "kill -9 $PPID, true"})
  void the_log_of_what_an_ended_worker_left_behind_stays_small(String last, boolean isRestarted)
      throws Exception {
    assumeTrue(ProcessTable.ofThisMachine() instanceof LinuxProcessTable);
    String agent =
        fixture.script(
            """
            chat() {
              read go < "$1"
              i=0
              while [ $i -lt 1000 ]; do echo "line $i of what is left behind"; i=$((i+1)); done
              read end < "$2"
            }
            chat "$1" "$2" &
            """
                + last,
            "'" + fixture.pipe("go") + "'",
            "'" + fixture.pipe("end") + "'");
    LaunchRequest request = request(1, "a");
    GitLauncher launcher = fixture.launcher(agent, b -> b.logLimit(10_000));
    start(launcher, request);
    fixture.nextEnd();
    if (isRestarted) {
      launcher.close();
      fixture.launcher(agent, b -> b.logLimit(10_000));
    }
    Path kept = LogLimit.kept(fixture.runDirectory(request).resolve("log"));

    try (WatchService changes = kept.getFileSystem().newWatchService()) {
      kept.getParent().register(changes, StandardWatchEventKinds.ENTRY_CREATE);
      fixture.writePipe("go", "x");
      while (!Files.exists(kept)) {
        WatchKey change = changes.poll(60, TimeUnit.SECONDS);
        assertThat(change).as("no log was cut").isNotNull();
        change.reset();
      }
    }

    assertThat(Files.size(kept)).isLessThanOrEqualTo(10_000);
    fixture.writePipe("end", "x");
  }

  private static ProcessHandle process(String pid) {
    return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
  }

  @Test
  void a_prompt_that_is_too_long_in_bytes_is_a_permanent_cause_that_says_so() {
    GitLauncher launcher = fixture.launcher("/bin/echo {prompt}");
    LaunchRequest request = request(1, "a", 1, "main", List.of(), "\u957f".repeat(60_000));
    assertThatThrownBy(() -> start(launcher, request))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isPermanent()).isTrue())
        .hasMessageContaining("180000 bytes")
        .hasMessageContaining("131071")
        .hasMessageContaining("{prompt_file}");
  }

  @Test
  void a_base_that_is_missing_is_told_before_anything_is_made_and_a_broken_repository_otherwise()
      throws Exception {
    GitLauncher launcher = fixture.launcher("/bin/true");
    LaunchRequest request = request(1, "a", 1, "gone", List.of(), "Do the work.");
    assertThatThrownBy(() -> launcher.place(request))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isPermanent()).isTrue())
        .hasMessageContaining("no branch 'gone'");
    Files.move(
        fixture.directory.resolve("repository/.git"), fixture.directory.resolve("repository/.not"));
    assertThatThrownBy(() -> launcher.place(request))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isPermanent()).isFalse())
        .hasMessageContaining("not a git repository")
        .hasMessageNotContaining("no branch");
  }

  @Test
  void all_that_git_says_of_a_failure_is_kept_but_paths_and_noise() {
    assertThat(
            GitFailedException.of(
                "merge",
                1,
                """
                Updating files: 10%\rerror: Your local changes to /tmp/x would be lost:
                \ta.txt
                hint: commit them
                Aborting
                fatal: no
                """))
        .hasMessage(
            "git merge failed: error: Your local changes to (path) would be lost:; a.txt; fatal: no");
  }

  @Test
  void a_log_that_many_cut_at_once_loses_nothing_of_its_last_part() throws Exception {
    Path log = fixture.directory.resolve("log");
    ExecutorService cutters = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 50; round++) {
        Files.writeString(log, "x".repeat(10_000) + "y".repeat(5_000));
        List<Callable<Void>> cuts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          cuts.add(
              () -> {
                new LogLimit(10_000).apply(log);
                return null;
              });
        }
        for (Future<Void> cut : cutters.invokeAll(cuts)) {
          cut.get();
        }
        assertThat(Files.size(log)).isZero();
        assertThat(Files.readString(LogLimit.kept(log)))
            .isEqualTo("x".repeat(5_000) + "y".repeat(5_000));
      }
    } finally {
      cutters.shutdownNow();
    }
  }

  @Test
  void a_log_that_is_cleaned_up_while_it_is_cut_is_left_alone() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 200; round++) {
        LaunchFiles files = fixture.files(Fixture.key(round));
        Path log = files.newRun(1).log();
        Files.writeString(log, "x".repeat(100));
        Callable<Void> cut =
            () -> {
              new LogLimit(10).apply(log);
              return null;
            };
        Callable<Void> cleanup =
            () -> {
              files.deleteAll();
              return null;
            };
        for (Future<Void> each : threads.invokeAll(List.of(cut, cleanup))) {
          each.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void temporary_files_of_git_go_when_their_process_is_gone() throws Exception {
    Path mine = GitOutput.create(".out");
    Process gone = new ProcessBuilder("/bin/true").start();
    long pid = gone.pid();
    gone.waitFor();
    ProcessHandle self = ProcessHandle.current();
    Path left =
        mine.resolveSibling(
            mine.getFileName().toString().replace("-" + self.pid() + "-", "-" + pid + "-"));
    Files.writeString(left, "left");
    GitOutput.removeThatOfTheGone();
    assertThat(left).doesNotExist();
    assertThat(mine).exists();
    Files.delete(mine);
  }
}
