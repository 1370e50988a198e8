package dev.hera.launcher.git.worktree;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launcher.git.Fixture;
import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.GitRepository;
import dev.hera.launcher.git.LauncherTest;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Worktrees and branches: made once, taken up after a crash, never deleted with work in them (H2).
 */
@Timeout(180)
class WorktreesTest extends LauncherTest {
  @Test
  void what_a_crash_left_amid_the_making_of_a_worktree_is_made_anew() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.script("cat README.md > seen"));
    LaunchRequest request = request(1, "a");
    Placement placement = launcher.place(request);
    String main = fixture.repository.git("rev-parse", "main");
    Path worktree = Path.of(placement.worktree());
    Files.createDirectories(worktree.getParent());
    WorktreeRecord site =
        new WorktreeRecord("shop", null, worktree, placement.branch(), main, main, false);
    LaunchFiles files = fixture.files(request.key());
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
    Fixture.deleteTree(Path.of(placement.worktree()));

    launcher.start(Fixture.request(1, "a", 2, "gone", List.of(), ""), placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(fixture.repository.git("log", "--format=%s", placement.branch()))
        .isEqualTo("101\n101\nchange README.md");
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

  /** Leaves what a crash leaves that comes between the making of the worktree and the run. */
  private void crashBeforeTheRun(LaunchRequest request) throws Exception {
    fixture.nextEnd();
    Fixture.deleteTree(fixture.runDirectory(request));
  }
}
