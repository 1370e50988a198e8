package dev.hera.launcher.git.worktree;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launcher.git.Fixture;
import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.GitRepository;
import dev.hera.launcher.git.LaunchCleanup;
import dev.hera.launcher.git.LauncherTest;
import dev.hera.spi.launcher.Directories.Located;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Workplace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Worktrees that a person moved elsewhere, with a symbolic link in their place. */
@Timeout(180)
class MovedWorktreesTest extends LauncherTest {
  private static final String COMMIT =
      """
      echo x > "$HERA_ROLE"; git add -A
      git -c user.name=w -c user.email=w@x commit -qm work
      """;

  private Path worktree(String role) {
    return fixture.state.resolve("worktrees/shop/demo").resolve(role);
  }

  /** Moves a directory to another place and leaves a link to it. */
  private Path move(Path moved) throws Exception {
    Path elsewhere = Files.createDirectory(fixture.directory.resolve("elsewhere")).resolve("moved");
    Files.move(moved, elsewhere);
    Files.createSymbolicLink(moved, elsewhere);
    return elsewhere;
  }

  private Placement ended(LaunchRequest request, String script) throws Exception {
    Placement placement = start(fixture.launcher(fixture.script(script)), request);
    fixture.nextEnd();
    return placement;
  }

  private static LaunchRequest again(LaunchRequest request) {
    return Fixture.request(1, request.role(), 2, "main", List.of(), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"worktrees", "worktrees/shop", "worktrees/shop/demo/a"})
  void a_revived_worker_goes_on_with_what_it_left(String moved) throws Exception {
    LaunchRequest request = request(1, "a");
    Placement placement = ended(request, "echo work > new; echo more >> README.md; exit 1");
    move(fixture.state.resolve(moved));
    GitLauncher launcher = fixture.launcher(fixture.script("cat new > seen"));

    Workplace place =
        new Workplace(
            "shop", placement.worktree(), placement.branch(), "main", request.key(), true);
    assertThat(launcher.look(place).map(FoundWork::uncommitted)).hasValue(2);
    assertThat(launcher.place(again(request))).isEqualTo(placement);
    launcher.start(again(request), placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(worktree("a").resolve("seen")).hasContent("work");
    assertThat(worktree("a").resolve("README.md")).hasContent("first\nmore");
  }

  @Test
  void a_worktree_that_is_made_there_can_be_cleaned_up_and_the_links_stay() throws Exception {
    LaunchCleanup cleanup = LaunchCleanup.of(fixture.state);
    LaunchRequest dirty = request(1, "a");
    LaunchRequest merged = request(2, "b");
    fixture.launcher("/bin/true");
    Path elsewhere = move(fixture.state.resolve("worktrees"));
    Path project = Files.createDirectories(elsewhere.resolveSibling("project"));
    Files.createSymbolicLink(elsewhere.resolve("shop"), project);
    ended(dirty, "echo x > new");
    ended(merged, COMMIT);

    assertThat(cleanup.remove(dirty.key(), List.of()).kept()).contains("uncommitted changes");
    assertThat(cleanup.remove(merged.key(), List.of()).kept()).contains("not merged");
    fixture.repository.git("merge", "--quiet", "hera/demo/b");
    assertThat(cleanup.remove(merged.key(), List.of()).kept()).isNull();
    Files.delete(worktree("a").resolve("new"));
    assertThat(cleanup.remove(dirty.key(), List.of()).kept()).isNull();

    assertThat(fixture.branches()).containsExactly("main");
    assertThat(fixture.state.resolve("worktrees")).isSymbolicLink();
    assertThat(elsewhere.resolve("shop")).isSymbolicLink();
    assertThat(project).isEmptyDirectory();
  }

  @Test
  void a_worker_s_directory_is_known_by_the_name_that_its_task_has() throws Exception {
    ended(request(1, "a"), "mkdir sub");
    GitLauncher launcher = fixture.launcher("/bin/true");
    Located before = launcher.directories().locate(worktree("a").resolve("sub"));
    Path elsewhere = move(fixture.state.resolve("worktrees"));

    assertThat(launcher.directories().locate(worktree("a").resolve("sub"))).isEqualTo(before);
    assertThat(launcher.directories().locate(elsewhere.resolve("shop/demo/a/sub")))
        .isEqualTo(before);
    assertThat(before.boundary()).isEqualTo(worktree("a"));
  }

  @Test
  void files_that_are_no_worktree_any_more_are_left_alone() throws Exception {
    LaunchRequest request = request(1, "a");
    Placement placement = ended(request, "echo work > new; exit 1");
    Files.delete(worktree("a").resolve(".git"));
    GitLauncher launcher = fixture.launcher("/bin/true");

    assertThatThrownBy(() -> launcher.start(again(request), placement, Fixture.TOKEN))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("no worktree any more");
    assertThat(worktree("a").resolve("new")).hasContent("work");
  }

  @Test
  void files_of_a_worktree_that_another_repository_took_over_are_left_alone() throws Exception {
    LaunchRequest request = request(1, "a");
    Placement placement = ended(request, "echo work > new; exit 1");
    Fixture.deleteTree(fixture.runDirectory(request));
    Files.delete(worktree("a").resolve(".git"));
    GitRepository.gitIn(worktree("a"), "init", "--quiet");
    GitLauncher launcher = fixture.launcher("/bin/true");

    assertThatThrownBy(() -> launcher.start(request, placement, Fixture.TOKEN))
        .isInstanceOf(LaunchException.class);
    assertThat(worktree("a").resolve("new")).hasContent("work");
    assertThat(worktree("a").resolve("README.md")).exists();
  }

  @Test
  void an_empty_directory_in_the_place_of_a_worktree_is_filled_again() throws Exception {
    LaunchRequest request = request(1, "a");
    Placement placement = ended(request, COMMIT);
    Fixture.deleteTree(worktree("a"));
    Files.createDirectory(worktree("a"));

    fixture
        .launcher(fixture.script("cat a > seen"))
        .start(again(request), placement, Fixture.TOKEN);

    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(worktree("a").resolve("seen")).hasContent("x");
  }
}
