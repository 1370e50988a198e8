package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hera.launcher.git.process.LinuxProcessTable;
import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.plan.LaunchKey;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same key again, by the same launcher or a later one, is the same worker (G24). */
@Timeout(180)
class LaunchAgainTest extends LauncherTest {
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
    Fixture.assertEnded(launcher.find(request.key()), 1, OptionalInt.of(3));
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
  void an_agent_that_goes_on_without_its_shell_is_ended_before_the_next_one_starts()
      throws Exception {
    assumeThat(ProcessTable.ofThisMachine()).isInstanceOf(LinuxProcessTable.class);
    String agent =
        fixture.script(
            """
            [ -e worked ] && exit 7
            touch worked
            kill -9 $PPID
            echo $$ > "$1"
            exec sleep 1000
            """,
            "'" + fixture.pipe("ready") + "'");
    GitLauncher launcher = fixture.launcher(agent);
    LaunchRequest first = request(1, "a");
    Placement placement = start(launcher, first);
    ProcessHandle left = ProcessHandle.of(Long.parseLong(fixture.readPipe("ready"))).orElseThrow();
    assertThat(fixture.nextEnd().is(first.key(), 1, OptionalInt.empty())).isTrue();
    assertThat(left.isAlive()).isTrue();
    LaunchRequest again = Fixture.request(1, "a", 2, "main", List.of(), "");

    launcher.prepare(again, placement);

    assertThat(ProcessTable.ofThisMachine().started(left)).isEmpty();
    launcher.start(again, placement, Fixture.TOKEN);
    assertThat(fixture.nextEnd().is(first.key(), 2, OptionalInt.of(7))).isTrue();
  }

  @Test
  void what_a_worker_left_running_is_ended_also_without_a_preparation() throws Exception {
    assumeThat(ProcessTable.ofThisMachine()).isInstanceOf(LinuxProcessTable.class);
    String agent =
        fixture.script(
            """
            [ -e worked ] && exit 7
            touch worked
            (trap '' TERM; echo $(exec sh -c 'echo $PPID') > "$1"; exec sleep 1000) &
            """,
            "'" + fixture.pipe("ready") + "'");
    GitLauncher launcher = fixture.launcher(agent, b -> b.stopGrace(Duration.ofMillis(200)));
    Placement placement = start(launcher, request(1, "a"));
    ProcessHandle left = ProcessHandle.of(Long.parseLong(fixture.readPipe("ready"))).orElseThrow();
    fixture.nextEnd();

    launcher.start(Fixture.request(1, "a", 2, "main", List.of(), ""), placement, Fixture.TOKEN);

    assertThat(ProcessTable.ofThisMachine().started(left)).isEmpty();
    assertThat(fixture.nextEnd().exitCode()).hasValue(7);
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
    assertThat(fixture.nextEnd().is(request.key(), 1, OptionalInt.of(9))).isTrue();
    Fixture.assertEnded(second.find(request.key()), 1, OptionalInt.of(9));
    assertThat(fixture.ends).isEmpty();
  }

  @Test
  void an_end_that_could_not_be_heard_is_told_again() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("exit 4"));
    AtomicInteger deaf = new AtomicInteger(2);
    launcher.listen(
        (key, epoch, end) -> {
          if (deaf.getAndDecrement() > 0) {
            throw new StoreUnavailableException("deaf", new IllegalStateException());
          }
          fixture.ended(key, epoch, end);
        });
    start(launcher, request(1, "a"));

    assertThat(fixture.nextEnd().exitCode()).hasValue(4);
    assertThat(deaf).hasValue(-1);
  }

  @Test
  void a_launcher_started_later_reads_how_a_worker_ended_meanwhile() throws Exception {
    GitLauncher first = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = request(1, "a");
    start(first, request);
    fixture.readPipe("ready");
    ProcessHandle shell = fixture.shellOf(request);
    first.close();
    fixture.writePipe("go", "5");
    shell.onExit().get(60, TimeUnit.SECONDS);

    Fixture.assertEnded(fixture.launcher("/bin/false").find(request.key()), 1, OptionalInt.of(5));
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
    RunFiles left = fixture.files(request.key()).newRun(1);

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

    assertThat(launcher.find(Fixture.key(99))).isEqualTo(new Found.NotThere());
    assertThat(launcher.find(new LaunchKey("../state"))).isInstanceOf(Found.Unknown.class);
  }

  @Test
  void workers_survive_a_host_that_is_killed() throws Exception {
    String agent = fixture.controlledAgent();
    LaunchRequest request = request(1, "a");
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Fixture.withThisStore(),
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
  void a_launcher_with_another_state_directory_leaves_a_running_worker_alone() throws Exception {
    assumeThat(ProcessTable.ofThisMachine()).isInstanceOf(LinuxProcessTable.class);
    LaunchRequest request = request(1, "a");
    start(fixture.launcher(fixture.controlledAgent()), request);
    String pid = fixture.readPipe("ready");
    GitLauncher other = fixture.launcherAt(fixture.directory.resolve("other"), "/bin/true");
    LaunchRequest again = Fixture.request(1, "a", 2, "main", List.of(), "");

    assertThat(other.find(request.key())).isInstanceOf(Found.Unknown.class);
    assertThatThrownBy(() -> start(other, again))
        .isInstanceOf(IllegalStateException.class)
        .isNotInstanceOf(LaunchException.class);
    assertThat(other.find(request.key())).isInstanceOf(Found.Unknown.class);

    fixture.writePipe("go", "0");
    fixture.nextEnd();
    ProcessHandle.of(Long.parseLong(pid)).ifPresent(worker -> worker.onExit().join());
    assertThat(other.find(request.key())).isEqualTo(new Found.NotThere());
    start(other, again);
    assertThat(fixture.nextEnd().epoch()).isEqualTo(2);
  }
}
