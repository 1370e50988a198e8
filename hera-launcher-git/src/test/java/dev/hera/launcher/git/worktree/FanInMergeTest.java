package dev.hera.launcher.git.worktree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Fixture;
import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.LauncherTest;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class FanInMergeTest extends LauncherTest {
  @BeforeEach
  void branch() {
    fixture.repository.commit("shared", "1\n2\n3\n");
    fixture.repository.branch("hera/demo/api", "main", "api", "api\n");
    fixture.repository.branch("hera/demo/ui", "main", "ui", "ui\n");
    fixture.repository.branch("hera/demo/x", "main", "shared", "x\n2\n3\n");
    fixture.repository.branch("hera/demo/y", "main", "shared", "y\n2\n3\n");
  }

  @Test
  void merges_the_branches_of_the_other_blockers_in_order() throws Exception {
    Placement placement = start(FanIn.MERGE, request("hera/demo/api", "api", "ui", "x"));

    Path worktree = Path.of(placement.worktree());
    assertThat(worktree.resolve("api")).hasContent("api");
    assertThat(worktree.resolve("ui")).hasContent("ui");
    assertThat(worktree.resolve("shared")).hasContent("x\n2\n3");
    assertThat(
            fixture.repository.git("log", "--first-parent", "--format=%s %an", placement.branch()))
        .startsWith("Merge branch 'hera/demo/x' Hera\nMerge branch 'hera/demo/ui' Hera\n");
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
  }

  @Test
  void lists_only_unless_asked_to_merge() throws Exception {
    Placement placement = start(FanIn.LIST, request("hera/demo/api", "api", "ui"));

    assertThat(Path.of(placement.worktree(), "ui")).doesNotExist();
    fixture.nextEnd();
  }

  @Test
  void says_what_it_merged_what_the_base_has_already_and_what_is_missing() {
    fixture.repository.git("branch", "hera/demo/old", "main");
    LaunchRequest request = request("hera/demo/api", "api", "old", "ui", "elsewhere");
    List<BlockerBranch> all = request.blockerBranches();

    Prepared merged = prepare(FanIn.MERGE, request);
    assertThat(merged.contained()).containsExactly(all.get(1));
    assertThat(merged.merged()).containsExactly(all.get(2));
    assertThat(merged.missing()).containsExactly(all.get(3));
  }

  @Test
  void says_of_what_it_only_lists_that_it_is_missing() {
    LaunchRequest request = request("hera/demo/api", "api", "ui");

    Prepared listed = prepare(FanIn.LIST, request);
    assertThat(listed.merged()).isEmpty();
    assertThat(listed.missing()).containsExactly(request.blockerBranches().get(1));
  }

  private Prepared prepare(FanIn fanIn, LaunchRequest request) {
    GitLauncher launcher = launcher(fanIn);
    return launcher.prepare(request, launcher.place(request));
  }

  @Test
  void a_branch_that_the_repository_does_not_have_is_left_out() throws Exception {
    Placement placement = start(FanIn.MERGE, request("hera/demo/api", "api", "elsewhere", "ui"));

    assertThat(Path.of(placement.worktree(), "ui")).exists();
    fixture.nextEnd();
  }

  @Test
  void a_conflict_starts_nothing_leaves_nothing_and_names_paths_and_owners() {
    LaunchRequest request = request("hera/demo/api", "api", "x", "ui", "y");
    GitLauncher launcher = launcher(FanIn.MERGE);

    assertThatThrownBy(() -> Fixture.start(launcher, request))
        .isInstanceOf(MergeConflictException.class)
        .hasMessage("the branch of 'y' does not merge with that of 'x'; both change shared");

    assertThat(fixture.branches()).doesNotContain("hera/demo/e2e");
    assertThat(fixture.repository.git("worktree", "list").lines()).hasSize(1);
    assertThat(launcher.find(request.key())).isEqualTo(new Found.NotThere());
  }

  @Test
  void a_conflict_with_the_base_names_the_base() {
    fixture.repository.commit("shared", "main\n2\n3\n");
    LaunchRequest request = request("main", "x");

    assertThatThrownBy(() -> start(FanIn.MERGE, request))
        .isInstanceOf(MergeConflictException.class)
        .hasMessageContaining("'x' does not merge with the base branch 'main'");
  }

  @Test
  void histories_that_have_nothing_in_common_are_no_conflict_but_a_failure() {
    fixture.repository.git("checkout", "--quiet", "--orphan", "hera/demo/alien");
    fixture.repository.commit("alien", "a\n");
    fixture.repository.git("checkout", "--quiet", "main");

    assertThatThrownBy(() -> start(FanIn.MERGE, request("main", "alien")))
        .isExactlyInstanceOf(LaunchException.class)
        .hasMessageContaining("unrelated histories");
    assertThat(fixture.branches()).doesNotContain("hera/demo/e2e");
  }

  private Placement start(FanIn fanIn, LaunchRequest request) {
    return Fixture.start(launcher(fanIn), request);
  }

  private GitLauncher launcher(FanIn fanIn) {
    return fixture.launcher("/bin/true", builder -> builder.fanIn(fanIn));
  }

  private static LaunchRequest request(String base, String... blockers) {
    List<BlockerBranch> branches =
        List.of(blockers).stream().map(b -> new BlockerBranch(b, "hera/demo/" + b)).toList();
    return Fixture.request(1, "e2e", 1, base, branches, "");
  }
}
