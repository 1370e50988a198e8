package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.NewTask;
import dev.hera.spi.launcher.Directories.Located;
import dev.hera.spi.launcher.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GitDirectoriesTest extends LauncherTest {
  private Path root;
  private Path repository;
  private GitLauncher launcher;

  @BeforeEach
  void prepare() {
    root = fixture.directory;
    repository = fixture.repository.directory();
    launcher = fixture.launcher("/bin/true");
  }

  @Test
  void a_directory_in_a_projects_repository_may_be_registered_as_its_top_level() throws Exception {
    Path below = Files.createDirectories(repository.resolve("src/main"));
    NewTask task = new NewTask("repository", "shop", repository.toString(), "main");

    assertThat(locate(repository)).isEqualTo(new Located(repository, repository, task));
    assertThat(locate(below)).isEqualTo(new Located(below, repository, task));
    assertThat(locate(below.resolve("../main/."))).isEqualTo(new Located(below, repository, task));
  }

  @Test
  void a_worktree_of_it_is_its_own_top_level() {
    Path outside = root.resolve("outside");
    Path nested = repository.resolve("nested");
    fixture.repository.git("worktree", "add", "-b", "dev", outside.toString());
    fixture.repository.git("worktree", "add", "--detach", nested.toString());

    assertThat(locate(outside))
        .isEqualTo(
            new Located(
                outside, outside, new NewTask("outside", "shop", outside.toString(), "dev")));
    assertThat(locate(nested))
        .isEqualTo(
            new Located(nested, nested, new NewTask("nested", "shop", nested.toString(), null)));
  }

  @Test
  void a_link_is_where_it_leads() throws Exception {
    Path link = Files.createSymbolicLink(root.resolve("link"), repository);

    assertThat(locate(link).directory()).isEqualTo(repository);
    assertThat(locate(link).boundary()).isEqualTo(repository);
  }

  @Test
  void a_repository_that_is_no_project_bounds_but_is_not_registered() throws Exception {
    GitRepository other = GitRepository.create(repository.resolve("vendor/other"));
    Path below = Files.createDirectory(other.directory().resolve("below"));

    assertThat(locate(below)).isEqualTo(new Located(below, other.directory(), null));
  }

  @Test
  void outside_of_git_every_parent_may_be_a_tasks_but_not_from_within_a_repositorys_own_files()
      throws Exception {
    Path plain = Files.createDirectories(root.resolve("plain/below"));

    assertThat(locate(plain)).isEqualTo(new Located(plain, plain.getRoot(), null));
    assertThat(locate(repository.resolve(".git")).unregistered()).isNull();
    assertThat(locate(repository.resolve(".git")).boundary()).isEqualTo(repository.resolve(".git"));
  }

  @Test
  void where_no_working_tree_is_the_cause_and_its_remedy_are_told() throws Exception {
    Path bare = root.resolve("bare.git");
    fixture.repository.git("clone", "--quiet", "--bare", ".", bare.toString());

    for (Path directory : List.of(bare, bare.resolve("refs"), repository.resolve(".git"))) {
      assertThat(locate(directory).unregistered()).isNull();
      assertThat(locate(directory).obstacle()).contains("bare repository", "git worktree add");
    }
    assertThat(locate(repository).obstacle()).isNull();
    assertThat(locate(root).obstacle()).isNull();
  }

  @Test
  void no_process_is_started_for_a_plain_repository() throws Exception {
    Path worktree = root.resolve("tree");
    Path bare = root.resolve("bare.git");
    fixture.repository.git("worktree", "add", "-b", "dev", worktree.toString());
    fixture.repository.git("clone", "--quiet", "--bare", ".", bare.toString());
    Path log = root.resolve("processes.jfr");

    try (Recording recording = new Recording()) {
      recording.enable("jdk.ProcessStart");
      recording.start();
      for (Path directory : List.of(repository, worktree, bare, root)) {
        locate(directory);
      }
      new ProcessBuilder("/bin/true").start().waitFor();
      recording.stop();
      recording.dump(log);
    }

    assertThat(RecordingFile.readAllEvents(log))
        .extracting(event -> event.getString("command"))
        .containsExactly("/bin/true");
  }

  @Test
  void nothing_within_the_state_directory_is_registered() throws Exception {
    Placement placement = Fixture.start(launcher, Fixture.request(1, "a"));
    Path worktree = Path.of(placement.worktree());
    Path below = Files.createDirectory(worktree.resolve("src"));

    assertThat(locate(fixture.state)).isEqualTo(new Located(fixture.state, fixture.state, null));
    assertThat(locate(worktree.getParent()))
        .isEqualTo(new Located(worktree.getParent(), fixture.state, null));
    assertThat(locate(below)).isEqualTo(new Located(below, worktree, null));
  }

  @Test
  void a_state_directory_within_a_project_bounds_before_the_project() throws Exception {
    Path inside = Files.createDirectories(repository.resolve(".hera/worktrees"));
    GitDirectories directories =
        GitDirectories.of(
            inside.getParent(), List.of(Project.of("shop", repository.resolve(".git/.."))));

    assertThat(directories.locate(inside)).isEqualTo(new Located(inside, inside.getParent(), null));
    assertThat(directories.locate(repository).unregistered()).isNotNull();
  }

  @Test
  void what_is_no_directory_is_refused() {
    for (Path cwd :
        List.of(root.resolve("none"), repository.resolve("README.md"), Path.of("relative"))) {
      assertThatThrownBy(() -> locate(cwd))
          .isInstanceOfSatisfying(
              InvalidArgumentException.class, e -> assertThat(e.field()).isEqualTo("cwd"));
    }
  }

  @Test
  void a_project_may_be_named_by_any_directory_of_its_repository() throws Exception {
    Path below = Files.createDirectories(repository.resolve("src"));
    Path bare = root.resolve("bare.git");
    fixture.repository.git("clone", "--quiet", "--bare", ".", bare.toString());

    assertThat(Project.of("a", below).directory()).isEqualTo(repository);
    assertThat(Project.of("b", bare).directory()).isEqualTo(bare);
  }

  private Located locate(Path cwd) {
    return launcher.directories().locate(cwd);
  }
}
