package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.WorktreeRecord;
import dev.hera.spi.launcher.LaunchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LaunchCleanupTest extends LauncherTest {
  private LaunchCleanup cleanup;

  private Path worktree(String role) {
    return fixture.state.resolve("worktrees/shop/demo").resolve(role);
  }

  /** A launch whose worker ran this script in its worktree and ended. */
  private LaunchRequest ended(int id, String role, String script) throws Exception {
    LaunchRequest request = Fixture.request(id, role);
    Fixture.start(fixture.launcher(fixture.script(script)), request);
    fixture.nextEnd();
    cleanup = LaunchCleanup.of(fixture.state);
    return request;
  }

  private static final String COMMIT =
      """
      echo x > "$HERA_ROLE"; git add -A
      git -c user.name=w -c user.email=w@x commit -qm work
      """;

  private Leftover remove(LaunchRequest request, String... bases) {
    return cleanup.remove(request.key(), List.of(bases));
  }

  private void kept(LaunchRequest request, String why, String... bases) {
    List<String> before = fixture.branches();
    assertThat(remove(request, bases).kept()).contains(why);
    assertThat(cleanup.look(request.key(), List.of(bases)).kept()).contains(why);
    assertThat(fixture.branches()).isEqualTo(before);
    assertThat(fixture.files(request.key()).exist()).isTrue();
  }

  private void gone(LaunchRequest request, String... bases) {
    assertThat(cleanup.look(request.key(), List.of(bases)).kept()).isNull();
    assertThat(remove(request, bases).kept()).isNull();
    assertThat(fixture.files(request.key()).exist()).isFalse();
    assertThat(worktree(request.role())).doesNotExist();
    assertThat(fixture.branches()).doesNotContain("hera/demo/" + request.role());
  }

  @Test
  void what_never_got_a_commit_goes_with_its_logs_and_ignored_files() throws Exception {
    LaunchRequest request =
        ended(1, "a", "echo '*.o' > $(git rev-parse --git-path info/exclude); touch x.o");

    Leftover left = cleanup.look(request.key(), List.of());
    assertThat(left.worktree()).isEqualTo(worktree("a"));
    assertThat(left.branch()).isEqualTo("hera/demo/a");
    gone(request);
    assertThat(fixture.state.resolve("worktrees")).isEmptyDirectory();
    assertThat(fixture.repository.git("worktree", "list").lines()).hasSize(1);
    assertThat(remove(request).kept()).isNull();
  }

  @Test
  void unmerged_commits_stay_until_they_are_merged() throws Exception {
    LaunchRequest request = ended(1, "a", COMMIT + COMMIT.replace("x >", "y >"));

    kept(request, "has 2 commits that are not merged");
    fixture.repository.git("merge", "--quiet", "hera/demo/a");
    gone(request);
  }

  @Test
  void work_merged_in_the_branch_it_is_meant_for_may_go_but_not_work_of_another_launch()
      throws Exception {
    LaunchRequest request = ended(1, "a", COMMIT);
    fixture.repository.git("branch", "hera/demo/b", "hera/demo/a");
    fixture.repository.git("branch", "feature", "hera/demo/a");

    kept(request, "not merged", "hera/demo/b", "no-such-branch");
    gone(request, "feature");
    assertThat(fixture.branches()).contains("feature", "hera/demo/b");
  }

  @Test
  void uncommitted_changes_and_new_files_stay() throws Exception {
    kept(ended(1, "a", "echo x > new"), "has uncommitted changes");
    assertThat(worktree("a").resolve("new")).exists();
    kept(ended(2, "b", "echo x >> README.md"), "has uncommitted changes");
  }

  @Test
  void commits_on_a_detached_head_stay() throws Exception {
    kept(ended(1, "a", "git checkout -q --detach\n" + COMMIT), "has a commit that is not merged");
  }

  @Test
  void a_branch_that_is_checked_out_elsewhere_stays() throws Exception {
    LaunchRequest request = ended(1, "a", "git checkout -q --detach");
    Path elsewhere = directory.resolve("elsewhere");
    fixture.repository.git("worktree", "add", "--quiet", elsewhere.toString(), "hera/demo/a");

    kept(request, "is checked out in");
    fixture.repository.git("worktree", "remove", elsewhere.toString());
    fixture.repository.git("checkout", "--quiet", "hera/demo/a");
    kept(request, "is checked out in");
  }

  @Test
  void a_running_worker_keeps_all() throws Exception {
    GitLauncher launcher = fixture.launcher(fixture.controlledAgent());
    LaunchRequest request = Fixture.request(1, "a");
    Fixture.start(launcher, request);
    fixture.readPipe("ready");
    cleanup = LaunchCleanup.of(fixture.state);

    kept(request, "its worker still runs");
    fixture.writePipe("go", "0");
    fixture.nextEnd();
    gone(request);
  }

  @Test
  void what_the_worker_or_a_person_removed_already_is_no_obstacle() throws Exception {
    LaunchRequest a = ended(1, "a", "true");
    LaunchRequest b = ended(2, "b", COMMIT);
    Fixture.deleteTree(worktree("a"));
    fixture.repository.git("worktree", "remove", "--force", worktree("b").toString());

    gone(a);
    kept(b, "not merged");
    fixture.repository.git("branch", "-D", "hera/demo/b");
    gone(b);
  }

  @Test
  void a_locked_worktree_and_one_that_git_does_not_know_stay() throws Exception {
    LaunchRequest a = ended(1, "a", "true");
    fixture.repository.git("worktree", "lock", worktree("a").toString());
    assertThat(remove(a).kept()).contains("could not be removed");
    fixture.repository.git("worktree", "unlock", worktree("a").toString());

    Files.delete(worktree("a").resolve(".git"));
    kept(a, "is no worktree any more");
  }

  @Test
  void a_repository_that_is_gone_keeps_all_that_is_left() throws Exception {
    LaunchRequest request = ended(1, "a", "true");
    Files.move(fixture.repository.directory(), directory.resolve("moved"));

    assertThat(remove(request).kept()).contains("its repository is not where it was");
    assertThat(fixture.files(request.key()).exist()).isTrue();
  }

  @Test
  void no_hook_of_the_repository_runs() throws Exception {
    LaunchRequest request = ended(1, "a", COMMIT);
    fixture.repository.git("merge", "--quiet", "hera/demo/a");
    Path hook = fixture.repository.directory().resolve(".git/hooks/reference-transaction");
    Path ran = directory.resolve("hook-ran");
    GitRepository.write(hook, "#!/bin/sh\ntouch '" + ran + "'\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();

    gone(request);
    assertThat(ran).doesNotExist();
  }

  @Test
  void records_of_old_launches_name_no_repository_but_their_worktree_does() throws Exception {
    LaunchRequest request = ended(1, "a", "true");
    LaunchFiles files = fixture.files(request.key());
    WorktreeRecord site = files.worktreeRecord().orElseThrow();
    files.write(
        new WorktreeRecord(
            site.project(), null, site.worktree(), site.branch(), site.base(), site.tip(), true));

    gone(request);
  }
}
