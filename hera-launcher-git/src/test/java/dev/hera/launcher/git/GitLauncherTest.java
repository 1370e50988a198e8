package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static dev.hera.launcher.git.Fixture.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a launcher refuses to be set up with or to start. */
@Timeout(180)
class GitLauncherTest extends LauncherTest {
  @Test
  void a_base_branch_that_is_missing_starts_nothing_and_is_named() {
    GitLauncher launcher = fixture.launcher("/bin/true");
    for (String base : List.of("nowhere", "-rf", "main~0", "main^{commit}", "../x", "")) {
      LaunchRequest request = Fixture.request(1, "a", 1, base, List.of(), "");

      assertThatThrownBy(() -> start(launcher, request))
          .isInstanceOf(LaunchException.class)
          .hasMessage("project 'shop' has no branch '" + base + "'");
    }
    assertThat(fixture.branches()).containsExactly("main");
  }

  @Test
  void an_unknown_project_and_an_empty_repository_start_nothing() {
    GitLauncher none = fixture.launcher("/bin/true", b -> b.project(emptyProject()));
    LaunchRequest known = request(1, "a");
    LaunchRequest odd = inProject(known, "other");
    LaunchRequest unnamed = inProject(known, null);
    LaunchRequest empty = inProject(Fixture.request(2, "b", 1, null, List.of(), ""), "empty");

    assertThat(none.projects()).containsExactly("empty", "shop");
    assertThatThrownBy(() -> none.place(odd)).isInstanceOf(LaunchException.class);
    assertThatThrownBy(() -> none.place(unnamed)).isInstanceOf(LaunchException.class);
    assertThatThrownBy(() -> start(none, empty))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("no commit");
  }

  @Test
  void a_closed_launcher_starts_nothing_and_leaves_no_thread() throws Exception {
    GitLauncher launcher = fixture.launcher("/bin/true");
    LaunchRequest request = request(1, "a");
    Placement placement = launcher.place(request);
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    List<Thread> watching =
        before.stream().filter(t -> t.getName().equals("hera-worker-watch")).toList();

    launcher.close();

    for (Thread thread : watching) {
      thread.join(10_000);
      assertThat(thread.isAlive()).isFalse();
    }
    assertThatThrownBy(() -> launcher.start(request, placement, "t"))
        .isInstanceOf(LaunchException.class);
  }

  @Test
  void a_state_directory_within_a_project_has_to_be_ignored_there() {
    Path inside = fixture.repository.directory().resolve(".hera");
    GitLauncherBuilder builder =
        GitLauncher.builder(inside, WorkerCommand.parse("true"), () -> "")
            .project(Project.of("shop", fixture.repository.directory()));

    assertThatThrownBy(builder::build).isInstanceOf(SetupException.class);
    fixture.repository.commit(".gitignore", ".hera/\n");
    builder.build().close();
  }

  @Test
  void a_project_is_a_git_repository_with_a_name_of_its_own() throws Exception {
    Path plain = Files.createDirectory(fixture.directory.resolve("plain"));
    Path repository = fixture.repository.directory();

    assertThatThrownBy(() -> Project.of("x", plain)).isInstanceOf(SetupException.class);
    assertThatThrownBy(() -> Project.of("x", plain.resolve("none")))
        .isInstanceOf(SetupException.class);
    assertThatThrownBy(() -> Project.of(" ", repository)).isInstanceOf(SetupException.class);
    assertThatThrownBy(
            () -> fixture.launcher("true", b -> b.project(Project.of("shop", repository))))
        .isInstanceOf(SetupException.class);
  }

  private Project emptyProject() {
    Path empty = fixture.directory.resolve("empty");
    GitRepository.write(empty.resolve("x"), "");
    GitRepository.gitIn(empty, "init", "--quiet");
    return Project.of("empty", empty);
  }

  private static LaunchRequest inProject(LaunchRequest r, String project) {
    return new LaunchRequest(
        r.id(),
        r.key(),
        r.epoch(),
        r.orchestrator(),
        r.role(),
        r.task(),
        project,
        r.baseBranch(),
        r.blockerBranches(),
        r.prompt(),
        r.options());
  }
}
