package dev.hera.launcher.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.GitDirectories;
import dev.hera.launcher.git.GitRepository;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.repository.GitFiles.Look;
import dev.hera.launcher.git.system.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files tell is what git tells, case by case, against real git. */
class GitFilesTest {
  @TempDir Path temporary;
  private Path root;
  private GitRepository repository;
  private Path top;

  @BeforeEach
  void create() throws IOException {
    root = temporary.toRealPath();
    repository = GitRepository.create(root.resolve("repository"));
    top = repository.directory();
  }

  private static Path directory(Path path) throws IOException {
    return Files.createDirectories(path).toRealPath();
  }

  /** Each is certain without git, and is what git says. */
  private static void agrees(Path... directories) {
    for (Path directory : directories) {
      assertThat(GitFiles.look(directory))
          .as("%s", directory)
          .isEqualTo(new Look.Known(WorkingTree.ask(directory)));
    }
  }

  private static void isIn(Path directory, Path top, String branch) {
    Optional<WorkingTree> found = WorkingTree.find(directory);
    assertThat(found.flatMap(WorkingTree::topLevel)).contains(top);
    assertThat(found.flatMap(WorkingTree::branch)).isEqualTo(Optional.ofNullable(branch));
    assertThat(GitRepository.gitIn(directory, "rev-parse", "--show-toplevel"))
        .isEqualTo(top.toString());
  }

  @Test
  void a_repository_its_directories_and_its_own_files() throws IOException {
    Path below = directory(top.resolve("a/b c/ü"));

    agrees(top, below, top.resolve(".git"), top.resolve(".git/objects"), top.resolve(".git/refs"));
    isIn(below, top, "main");
  }

  @Test
  void a_directory_outside_of_every_repository() throws IOException {
    agrees(root, directory(root.resolve("plain/below")));
  }

  @Test
  void an_empty_git_directory_is_none() throws IOException {
    Path inside = directory(top.resolve("inside"));
    directory(inside.resolve(".git"));
    Path outside = directory(root.resolve("outside"));
    directory(outside.resolve(".git"));

    agrees(inside, outside);
    isIn(inside, top, "main");
  }

  @Test
  void worktrees_beside_within_and_below_each_other() throws IOException {
    Path beside = root.resolve("beside");
    Path within = top.resolve("within");
    Path below = within.resolve("x/below");
    repository.git("worktree", "add", "-b", "dev/one", beside.toString());
    repository.git("worktree", "add", "--detach", within.toString());
    repository.git("worktree", "add", "-b", "dev/two", below.toString());

    agrees(beside, directory(beside.resolve("src")), within, within.resolve("x"), below);
    agrees(top.resolve(".git/worktrees/beside"));
    isIn(beside, beside, "dev/one");
    isIn(within, within, null);
    isIn(below, below, "dev/two");
  }

  @Test
  void a_worktree_with_a_relative_link() throws IOException {
    Path beside = root.resolve("beside");
    repository.git("worktree", "add", "-b", "dev", beside.toString());
    Files.writeString(beside.resolve(".git"), "gitdir: ../repository/.git/worktrees/beside\r\n");

    agrees(beside, directory(beside.resolve("src")));
    isIn(beside, beside, "dev");
  }

  @Test
  void a_worktree_with_settings_of_its_own() throws IOException {
    Path beside = root.resolve("beside");
    repository.git("worktree", "add", "-b", "dev", beside.toString());
    repository.git("config", "extensions.worktreeConfig", "true");
    GitRepository.gitIn(beside, "config", "--worktree", "core.sparseCheckout", "false");

    agrees(beside, top);
  }

  @Test
  void a_bare_repository_and_its_worktree() throws IOException {
    Path bare = root.resolve("bare.git");
    repository.git("clone", "--quiet", "--bare", ".", bare.toString());
    Path beside = root.resolve("of-bare");
    GitRepository.gitIn(bare, "worktree", "add", "-b", "dev", beside.toString());

    agrees(bare, bare.resolve("objects"), beside);
    isIn(beside, beside, "dev");
  }

  @Test
  void a_bare_repository_named_git_within_a_directory() throws IOException {
    Path around = directory(root.resolve("around"));
    repository.git("clone", "--quiet", "--bare", ".", around.resolve(".git").toString());

    agrees(around, directory(around.resolve("src")), around.resolve(".git"));
  }

  @Test
  void a_submodule_and_a_repository_within_a_repository() throws IOException {
    GitRepository other = GitRepository.create(root.resolve("other"));
    repository.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        other.directory().toString(),
        "lib/other");
    Path submodule = top.resolve("lib/other");
    Path nested = GitRepository.create(top.resolve("vendor/nested")).directory();

    agrees(submodule, directory(submodule.resolve("src")), top.resolve("lib"), nested);
    agrees(top.resolve(".git/modules/lib/other"), top.resolve(".git/modules"));
    isIn(submodule, submodule, "main");
    isIn(nested, nested, "main");
  }

  @Test
  void a_working_tree_elsewhere() throws IOException {
    Path elsewhere = directory(root.resolve("elsewhere"));
    repository.git("config", "core.worktree", elsewhere.toString());
    agrees(top, elsewhere, top.resolve(".git"));

    repository.git("config", "core.worktree", "../../elsewhere");
    agrees(top, elsewhere);
  }

  @Test
  void own_files_that_are_kept_elsewhere_and_links_to_them() throws IOException {
    Path kept = root.resolve("kept.git");
    Path separate = root.resolve("separate");
    repository.git(
        "clone", "--quiet", "--separate-git-dir", kept.toString(), ".", separate.toString());
    Path linked = directory(root.resolve("linked"));
    Files.createSymbolicLink(linked.resolve(".git"), top.resolve(".git"));

    agrees(separate, kept, linked, directory(linked.resolve("src")));
  }

  @Test
  void a_branch_beside_a_tag_of_its_name_and_one_without_a_commit() throws IOException {
    repository.git("tag", "main");
    Path fresh = directory(root.resolve("fresh"));
    GitRepository.gitIn(fresh, "init", "--quiet", "--initial-branch=unborn");

    agrees(top, fresh);
    isIn(top, top, "main");
    isIn(fresh, fresh, "unborn");
  }

  @Test
  void what_is_not_plain_is_left_to_git() throws IOException {
    Files.writeString(top.resolve(".git/config"), "[core]\n\tbare = \"fal\" \\\n se\n");
    assertThat(GitFiles.look(top)).isInstanceOf(Look.Unsure.class);

    Files.writeString(top.resolve(".git/config"), "[core]\n\teditor = vi \\\n\tbare = true\n");
    assertThat(GitFiles.look(top)).isInstanceOf(Look.Unsure.class);

    Files.writeString(top.resolve(".git/config"), "[core]\n\tbare\n");
    assertThat(GitFiles.look(top)).isInstanceOf(Look.Unsure.class);

    Files.writeString(
        top.resolve(".git/config"),
        "[core]\nrepositoryformatversion = 1\n[extensions]\n\tunheardOf = true\n");
    assertThat(GitFiles.look(top)).isInstanceOf(Look.Unsure.class);
    assertThat(WorkingTree.find(top)).isEqualTo(WorkingTree.ask(top));
  }

  @Test
  void settings_may_stand_in_any_form() throws IOException {
    for (String settings :
        new String[] {
          "[CORE] Bare = FALSE\n",
          "; a comment\n[core]\n# another\nbare=no\n[branch \"core\"]\n\tremote = \"x\\\"\"\n",
          "[core]\n\tbare = 0\r\n[remote \"o\"]\n\turl = \"a;b\"\n",
          "[core]\n\tsshCommand = \"ssh -i \\\"a b\\\"\" # ours\n\teditor = vi ; plain\n\tbare = false\n",
          "[user]\n\tname = A \"B\" \\\\ C\n"
        }) {
      Files.writeString(top.resolve(".git/config"), settings);
      agrees(top);
    }
  }

  @Test
  void a_worktree_whose_repository_is_gone_stays_within_itself() throws IOException {
    Path within = top.resolve("within");
    repository.git("worktree", "add", "-b", "dev", within.toString());
    Path below = directory(within.resolve("src"));
    try (Stream<Path> files = Files.walk(top.resolve(".git/worktrees"))) {
      files.sorted(Comparator.reverseOrder()).forEach(PrivateFiles::delete);
    }

    assertThat(GitFiles.look(below)).isEqualTo(new Look.Broken(within));
    assertThat(WorkingTree.find(below)).isEmpty();
    GitDirectories directories =
        GitDirectories.of(directory(root.resolve("state")), List.of(Project.of("shop", top)));
    assertThat(directories.locate(below).boundary()).isEqualTo(within);
    assertThat(directories.locate(below).unregistered()).isNull();
  }
}
