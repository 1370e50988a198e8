package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.hera.launcher.git.process.LinuxProcessTable;
import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A disk that is full, and processes that are killed while they write: nothing half made stays that
 * would stand in the way of the next start (G26, G27).
 */
@Timeout(180)
class FullDiskTest extends LauncherTest {
  /** What a {@link CrampedHost} says whose files have at most this many blocks of 512 bytes. */
  private String cramped(int blocks, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(Fixture.withThisStore(), "-cp", System.getProperty("java.class.path")));
    command.add(CrampedHost.class.getName());
    command.add(fixture.state.toString());
    command.addAll(List.of(more));
    Process host =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(host.waitFor()).isZero();
    return said.strip();
  }

  private String repository() {
    return fixture.repository.directory().toString();
  }

  private void startsAtOnce() throws Exception {
    GitLauncher launcher = fixture.launcher("/bin/true");
    start(launcher, request(1, "a"));
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
  }

  private void assertNothingMade() {
    assertThat(fixture.branches()).containsExactly("main");
    assertThat(fixture.repository.git("worktree", "list").lines()).hasSize(1);
    assertThat(fixture.state.resolve("worktrees/shop")).doesNotExist();
  }

  @Test
  void a_full_disk_starts_nothing_and_leaves_nothing() throws Exception {
    fixture.repository.commit("large", "0123456789abcdef".repeat(64 << 10));

    assertThat(cramped(256, repository(), "1")).startsWith("LaunchException: git reset");

    assertNothingMade();
  }

  @Test
  void a_prompt_that_finds_no_room_leaves_nothing_and_the_next_start_needs_no_decision()
      throws Exception {
    assertThat(cramped(256, repository(), "200000")).startsWith("LaunchException: ");

    assertNothingMade();
    assertThat(fixture.files(Fixture.key(1)).lastRun()).isEmpty();
    startsAtOnce();
  }

  @Test
  void a_decision_that_finds_no_room_is_made_when_there_is_room_again() throws Exception {
    RunFiles left = fixture.files(Fixture.key(1)).newRun(1);

    assertThat(cramped(0)).startsWith("Unknown");

    assertThat(left.directory()).isEmptyDirectory();
    assertThat(fixture.launcher("/bin/true").find(Fixture.key(1))).isEqualTo(new Found.NotThere());
    startsAtOnce();
  }

  /** A run whose shell was killed, or found no room, between making and writing its pid file. */
  private Path torn(String content) {
    Path pid = fixture.files(Fixture.key(1)).newRun(1).directory().resolve("pid");
    GitRepository.write(pid, content);
    return pid;
  }

  @Test
  void a_claim_that_was_never_written_whole_is_none_once_nobody_can_go_on_to_write_it()
      throws Exception {
    for (String content : new String[] {"", "123", "\0\0\0"}) {
      Path pid = torn(content);
      GitLauncher launcher = fixture.launcher("/bin/true");

      assertThat(launcher.find(Fixture.key(1))).isInstanceOf(Found.Unknown.class);
      Files.setLastModifiedTime(pid, FileTime.from(Instant.now().minusSeconds(60)));
      assertThat(launcher.find(Fixture.key(1))).isEqualTo(new Found.NotThere());
      assertThat(launcher.find(Fixture.key(1))).isEqualTo(new Found.NotThere());
    }
    startsAtOnce();
  }

  @Test
  void a_claim_is_not_taken_from_a_shell_that_hangs() throws Exception {
    assumeThat(ProcessTable.ofThisMachine()).isInstanceOf(LinuxProcessTable.class);
    Path pid = torn("");
    Files.setLastModifiedTime(pid, FileTime.from(Instant.now().minusSeconds(60)));
    ProcessBuilder hanging = new ProcessBuilder("/bin/sh", "-c", "echo; exec sleep 1000");
    hanging.environment().put(ProcessTable.LAUNCH_KEY, Fixture.key(1).value());
    Process shell = hanging.start();
    try {
      assertThat(shell.getInputStream().read()).isEqualTo('\n');
      GitLauncher launcher = fixture.launcher("/bin/true");
      assertThat(launcher.find(Fixture.key(1))).isInstanceOf(Found.Unknown.class);
      assertThat(pid).isEmptyFile();
    } finally {
      shell.destroyForcibly().waitFor();
    }
  }

  @Test
  void a_shell_that_ends_in_the_midst_of_its_claim_is_a_failed_start() throws Exception {
    LaunchRequest request = request(1, "a");
    Path pid = fixture.runDirectory(request).resolve("pid");
    GitLauncher launcher =
        GitLauncher.builder(
                fixture.state,
                WorkerCommand.parse("/bin/true"),
                () -> {
                  // As a shell leaves it that finds no room.
                  GitRepository.write(pid, "");
                  return Fixture.URL;
                })
            .project(Project.of("shop", fixture.repository.directory()))
            .build();

    assertThatThrownBy(() -> start(launcher, request))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("exit code 125");

    launcher.close();
    assertNothingMade();
    startsAtOnce();
  }

  @Test
  void what_was_to_become_the_file_with_the_token_is_forgotten_with_it() throws Exception {
    RunFiles run = fixture.files(Fixture.key(1)).newRun(1);
    Path half = run.directory().resolve("mcp.json.5f0c");
    GitRepository.write(half, "token");
    GitRepository.write(run.mcpConfig(), "token");

    fixture.launcher("/bin/true").find(Fixture.key(1));

    assertThat(half).doesNotExist();
    assertThat(run.mcpConfig()).doesNotExist();
  }
}
