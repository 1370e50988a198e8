package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.process.LinuxProcessTable;
import dev.hera.launcher.git.process.PortableProcessTable;
import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.LogLimit;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Processes: known by more than their pid, stopped with all that they started (H3). */
@Timeout(180)
class WorkerProcessesTest extends LauncherTest {
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
    long before = Files.size(log);
    new LogLimit(10_000).apply(log);
    fixture.writePipe("go", "x");
    fixture.nextEnd();

    assertThat(Files.readString(log)).isEqualTo("after\n");
    assertThat(Files.size(log.resolveSibling("log.1"))).isEqualTo(10_000);
    assertThat(Files.readString(log.resolveSibling("log.1")))
        .endsWith("line 1999 of the worker's output\n");
    assertThat(log.resolveSibling("log.start")).hasContent("1 " + (before - 10_000));
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

    assertThat(launcher.stop(request.key())).isEmpty();

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

    assertThat(launcher.stopAll()).isEmpty();

    assertThat(fixture.nextEnd().exitCode()).hasValue(42);
  }

  @Test
  void a_process_that_got_the_pid_of_a_worker_is_neither_taken_for_it_nor_signalled()
      throws Exception {
    Process stranger = new ProcessBuilder("sleep", "1000").start();
    try {
      GitLauncher launcher = fixture.launcher("/bin/true");
      LaunchFiles files = fixture.files(Fixture.key(5));
      RunFiles run = files.newRun(3);
      GitRepository.write(run.directory().resolve("pid"), stranger.pid() + "\n");

      Fixture.assertEnded(launcher.find(files.key()), 3, OptionalInt.empty());
      assertThat(launcher.stop(files.key())).isEmpty();
      assertThat(launcher.stopAll()).isEmpty();
      ProcessTable table = ProcessTable.ofThisMachine();
      run.writeStarted(table.started(stranger.toHandle()).orElseThrow());
      assertThat(launcher.find(files.key())).isInstanceOf(Found.Ended.class);
      assertThat(launcher.stopAll()).isEmpty();
      assertThat(new PortableProcessTable().find(run)).isEmpty();

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  @Test
  void what_could_not_be_ended_is_named() throws Exception {
    LaunchFiles files = fixture.files(Fixture.key(6));
    GitRepository.write(files.newRun(1).directory().resolve("pid"), "1\n");
    Process parent =
        new ProcessBuilder("/bin/sh", "-c", "sleep 1000 & echo $!; exec sleep 1000").start();
    try {
      String pid = parent.inputReader().readLine();
      Path seen = fixture.directory.resolve("proc").resolve(pid);
      GitRepository.write(seen.resolve("stat"), Files.readString(Path.of("/proc", pid, "stat")));
      GitRepository.write(seen.resolve("environ"), "HERA_LAUNCH_KEY=" + files.key().value());
      // Nobody collects it when it is killed, so it stays; this table takes it for running.
      ProcessTable table = new LinuxProcessTable(seen.getParent());
      WorkerRecords workers =
          new WorkerRecords(StateDirectory.at(fixture.state), table, Duration.ZERO);

      assertThat(workers.stop(files.key())).singleElement().asString().startsWith("pid " + pid);
    } finally {
      parent.destroyForcibly().waitFor();
    }
  }

  @Test
  void the_portable_table_knows_a_worker_by_its_arguments_and_start() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = request(1, "a");
    start(launcher, request);
    fixture.readPipe("ready");
    RunFiles run = fixture.files(request.key()).lastRun().orElseThrow();
    PortableProcessTable table = new PortableProcessTable();
    ProcessHandle shell = fixture.shellOf(request);

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
}
