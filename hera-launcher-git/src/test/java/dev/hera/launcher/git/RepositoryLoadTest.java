package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.launcher.git.system.LockFile;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One repository under load, and with what its owner may have put into it. */
@Timeout(180)
class RepositoryLoadTest extends LauncherTest {
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
  void a_start_makes_no_worktree_while_another_has_the_repository() throws Exception {
    GitLauncher launcher = fixture.launcher("/bin/true");
    LaunchRequest request = request(1, "a");
    Path lock = fixture.repository.directory().resolve(".git/hera.lock");
    LockFile held = LockFile.acquire(lock, Duration.ofSeconds(1));
    FutureTask<Placement> start = new FutureTask<>(() -> start(launcher, request));
    Thread thread = new Thread(start);
    thread.start();

    while (!start.isDone() && !waitsForLock(thread)) {
      Thread.onSpinWait();
    }

    assertThat(start.isDone()).isFalse();
    assertThat(fixture.branches()).containsExactly("main");
    held.close();
    assertThat(Path.of(start.get(60, TimeUnit.SECONDS).worktree())).isDirectory();
    fixture.nextEnd();
  }

  private static boolean waitsForLock(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(LockFile.class.getName()));
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
  void a_checkout_that_fails_starts_nothing_and_leaves_nothing() throws Exception {
    fixture.repository.commit("a.bin", "content\n");
    Path object = objectOf("a.bin");
    Path elsewhere = fixture.directory.resolve("object");
    Files.move(object, elsewhere);
    GitLauncher launcher = fixture.launcher("/bin/true");

    assertThatThrownBy(() -> start(launcher, request(1, "a"))).isInstanceOf(LaunchException.class);
    assertNothingMade();

    Files.move(elsewhere, object);
    Path worktree = Path.of(start(launcher, request(1, "a")).worktree());
    assertThat(worktree.resolve("a.bin")).exists();
  }

  @Test
  void files_of_somebody_are_kept_also_where_nothing_can_be_checked_out() throws Exception {
    fixture.repository.commit("a.bin", "content\n");
    GitLauncher launcher = fixture.launcher("/bin/true");
    LaunchRequest request = request(1, "a");
    Path worktree = leftAmidMaking(launcher.place(request), request);
    GitRepository.write(worktree.resolve("notes"), "somebody's");
    Files.delete(objectOf("a.bin"));

    assertThatThrownBy(() -> start(launcher, request)).isInstanceOf(LaunchException.class);

    assertThat(worktree.resolve("notes")).hasContent("somebody's");
  }

  @Test
  void a_repository_that_is_removed_while_its_worker_runs_harms_no_other() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.controlledAgent());
    LaunchRequest running = request(1, "a");
    start(launcher, running);
    fixture.readPipe("ready");
    Path repository = fixture.repository.directory();
    Path away = Files.move(repository, repository.resolveSibling("away"));

    assertThat(launcher.find(running.key())).isEqualTo(new Found.Running(1));
    assertThatThrownBy(() -> start(launcher, request(2, "b"))).isInstanceOf(LaunchException.class);
    fixture.writePipe("go", "7");
    assertThat(fixture.nextEnd().exitCode()).hasValue(7);
    Fixture.assertEnded(launcher.find(running.key()), 1, OptionalInt.of(7));

    Files.move(away, repository);
    assertThat(start(fixture.launcher("/bin/true"), request(2, "b")).branch())
        .isEqualTo("hera/demo/b");
  }

  @Test
  void what_somebody_put_in_the_place_of_a_worktree_is_left_alone() throws Exception {
    Path taken = fixture.state.resolve("worktrees/shop/demo/a");
    GitRepository.write(taken.resolve("notes"), "somebody's");

    Placement placement = start(fixture.launcher("/bin/true"), request(3, "a"));

    assertThat(placement.branch()).isEqualTo("hera/demo/a-3");
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(taken.resolve("notes")).hasContent("somebody's");
  }

  @Test
  void a_worktree_that_a_crash_left_locked_is_made_anew() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("cat README.md > seen"));
    LaunchRequest request = request(1, "a");
    Placement placement = launcher.place(request);
    Path worktree = leftAmidMaking(placement, request);
    fixture.repository.git("worktree", "lock", worktree.toString());
    Fixture.deleteTree(worktree);

    launcher.start(request, placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(worktree.resolve("seen")).hasContent("first");
  }

  /** The file in which the repository keeps what a file has in it. */
  private Path objectOf(String file) {
    String id = fixture.repository.git("rev-parse", "main:" + file);
    return fixture
        .repository
        .directory()
        .resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2));
  }

  /** What a crash leaves that comes between the making of a worktree and its checkout. */
  private Path leftAmidMaking(Placement placement, LaunchRequest request) throws Exception {
    Path worktree = Path.of(placement.worktree());
    Files.createDirectories(worktree.getParent());
    String main = fixture.repository.git("rev-parse", "main");
    LaunchFiles files = fixture.files(request.key());
    files.lock(Duration.ofSeconds(1)).close();
    files.write(new WorktreeRecord("shop", null, worktree, placement.branch(), main, main, false));
    fixture.repository.git(
        "worktree", "add", "--no-checkout", "-b", placement.branch(), worktree.toString());
    return worktree;
  }

  private void assertNothingMade() {
    assertThat(fixture.branches()).containsExactly("main");
    assertThat(fixture.repository.git("worktree", "list").lines()).hasSize(1);
    assertThat(fixture.state.resolve("worktrees/shop")).doesNotExist();
  }
}
