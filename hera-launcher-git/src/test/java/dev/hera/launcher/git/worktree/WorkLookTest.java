package dev.hera.launcher.git.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.Fixture;
import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.LauncherTest;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Workplace;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is found where agents worked that do as they are used to (G17). */
@Timeout(180)
class WorkLookTest extends LauncherTest {
  private static final String COMMIT =
      "echo x > x && git add x && git -c user.name=a -c user.email=a commit -q -m x";

  /** Runs an agent that does this in its worktree; the first parameter is the user's directory. */
  private FoundWork after(String script) throws Exception {
    return after("main", script);
  }

  private FoundWork after(String base, String script) throws Exception {
    LaunchRequest request = Fixture.request(1, "a", 1, base, List.of(), "Do the work.");
    GitLauncher launcher =
        fixture.launcher(
            fixture.script("set -e\n" + script, "'" + fixture.repository.directory() + "'"));
    Placement placement = Fixture.start(launcher, request);
    assertThat(fixture.nextEnd().exitCode()).as(script).hasValue(0);
    return launcher
        .look(
            new Workplace(
                "shop", placement.worktree(), placement.branch(), base, request.key(), true))
        .orElseThrow();
  }

  private String commitOf(String ref) {
    return fixture.repository.git("rev-parse", ref);
  }

  @Test
  void work_on_its_own_branch_is_as_it_was_noted() throws Exception {
    assertThat(after(COMMIT)).isEqualTo(new FoundWork("hera/demo/a", 0, null));
  }

  @Test
  void what_is_not_committed_is_counted() throws Exception {
    assertThat(after(COMMIT + "\necho y > y; echo z > README.md; mkdir d; echo w > d/w"))
        .isEqualTo(new FoundWork("hera/demo/a", 3, null));
  }

  @Test
  void a_branch_of_its_own_is_where_the_work_stands() throws Exception {
    FoundWork found = after("git checkout -q -b mine\n" + COMMIT);
    assertThat(found.base()).isEqualTo("mine");
    assertThat(found.remark()).contains("a branch of its own");
  }

  @Test
  void a_branch_of_its_own_off_another_one_is_where_the_work_stands() throws Exception {
    fixture.repository.branch("release", "main", "r", "r");
    assertThat(after("git checkout -q -b mine release\n" + COMMIT).base()).isEqualTo("mine");
  }

  @Test
  void somebody_who_looks_at_an_older_commit_has_not_moved_the_work() throws Exception {
    assertThat(after(COMMIT + "\ngit checkout -q --detach HEAD~1").base()).isEqualTo("hera/demo/a");
  }

  @Test
  void work_on_no_branch_is_a_commit() throws Exception {
    FoundWork found = after("git checkout -q --detach\n" + COMMIT);
    assertThat(found.base()).matches("[0-9a-f]{40}");
    assertThat(fixture.repository.git("log", "-1", "--format=%s", found.base())).isEqualTo("x");
    assertThat(found.remark()).contains("stands on no branch");
  }

  @Test
  void merged_and_deleted_work_is_in_the_branch_that_it_was_merged_in() throws Exception {
    FoundWork found =
        after(
            COMMIT
                + """

                worktree=$PWD
                cd "$1"
                git merge -q hera/demo/a
                git worktree remove --force "$worktree"
                git branch -q -D hera/demo/a
                """);
    assertThat(found.base()).isEqualTo("main");
    assertThat(found.remark())
        .isEqualTo("its branch hera/demo/a is gone; it is merged in main, so main is the base");
  }

  @Test
  void deleted_work_that_was_merged_nowhere_is_still_its_last_commit() throws Exception {
    FoundWork found =
        after(
            COMMIT
                + """

                worktree=$PWD
                cd "$1"
                git worktree remove --force "$worktree"
                git branch -q -D hera/demo/a
                """);
    assertThat(fixture.repository.git("log", "-1", "--format=%s", found.base())).isEqualTo("x");
    assertThat(found.remark()).contains("is gone", "its last commit");
  }

  @Test
  void a_removed_worktree_leaves_its_branch() throws Exception {
    assertThat(after(COMMIT + "\ncd \"$1\"\ngit worktree remove --force \"$OLDPWD\""))
        .isEqualTo(new FoundWork("hera/demo/a", 0, null));
  }

  @Test
  void a_removed_worktree_with_a_branch_of_its_own_leaves_that() throws Exception {
    String script =
        "git checkout -q -b mine\n"
            + COMMIT
            + "\ncd \"$1\"\ngit worktree remove --force \"$OLDPWD\"";
    assertThat(after(script).base()).isEqualTo("mine");
  }

  @Test
  void a_renamed_branch_is_found() throws Exception {
    FoundWork found = after(COMMIT + "\ngit branch -m feature/x");
    assertThat(found.base()).isEqualTo("feature/x");
    assertThat(found.remark()).contains("hera/demo/a is gone");
  }

  @Test
  void a_coordinator_is_on_what_it_has_checked_out() {
    GitLauncher launcher = fixture.launcher("/bin/true");
    Workplace here =
        new Workplace("shop", fixture.repository.directory().toString(), "main", null, null, false);
    fixture.repository.git("checkout", "-q", "-b", "feature");
    assertThat(launcher.look(here)).hasValue(new FoundWork("feature", 0, null));
    fixture.repository.git("checkout", "-q", "--detach");
    assertThat(launcher.look(here)).hasValue(new FoundWork(commitOf("main"), 0, null));
  }

  @Test
  void of_what_it_does_not_know_it_tells_nothing() {
    GitLauncher launcher = fixture.launcher("/bin/true");
    assertThat(launcher.look(new Workplace("other", null, "x", null, null, true))).isEmpty();
    assertThat(launcher.look(new Workplace("shop", null, null, null, null, false))).isEmpty();
  }

  @Test
  void a_worker_stands_on_a_commit() throws Exception {
    fixture.repository.commit("second", "2");
    String first = commitOf("main~1");
    LaunchRequest request = Fixture.request(1, "a", 1, first, List.of(), "");
    Placement placement = Fixture.start(fixture.launcher("/bin/true"), request);
    fixture.nextEnd();
    assertThat(Path.of(Objects.requireNonNull(placement.worktree()), "second")).doesNotExist();
  }
}
