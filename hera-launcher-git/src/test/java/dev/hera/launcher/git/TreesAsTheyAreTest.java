package dev.hera.launcher.git;

import static dev.hera.launcher.git.Fixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.error.InvalidArgumentException;
import dev.hera.launcher.git.repository.Git;
import dev.hera.launcher.git.repository.Worktree;
import dev.hera.role.NewTask;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories as people really have them. */
@Timeout(180)
class TreesAsTheyAreTest extends LauncherTest {
  @ParameterizedTest
  @CsvSource({
    "hera, hera-demo/a",
    "hera/demo, hera-demo/a",
    "hera/demo/a, hera/demo/a-1",
    "hera/demo/a/x, hera/demo/a-1",
    "HERA/demo/A, hera/demo/a-1",
    "hera-demo, hera/demo/a",
  })
  void a_name_that_others_stand_in_the_way_of_is_not_chosen(String taken, String chosen)
      throws Exception {
    for (boolean isPacked : new boolean[] {false, true}) {
      fixture.repository.git("branch", "-f", taken, "main");
      if (isPacked) {
        fixture.repository.git("pack-refs", "--all", "--prune");
      }
      assertThat(fixture.launcher("/bin/true").place(request(1, "a")).branch()).isEqualTo(chosen);
    }
    assertThat(Fixture.start(fixture.launcher("/bin/true"), request(1, "a")).branch())
        .isEqualTo(chosen);
    fixture.nextEnd();
  }

  @Test
  void also_the_last_name_can_be_made() throws Exception {
    for (String taken : new String[] {"hera", "hera-demo", "hera-demo-a"}) {
      fixture.repository.git("branch", taken, "main");
    }
    Placement placement = Fixture.start(fixture.launcher("/bin/true"), request(1, "a"));
    assertThat(placement.branch()).startsWith("hera-demo-a-");
    fixture.nextEnd();
  }

  @Test
  void nothing_that_the_repository_s_own_configuration_names_is_run() throws Exception {
    Path ran = fixture.directory.resolve("ran");
    String command = "touch '" + ran + "'; cat";
    fixture.repository.commit(".gitattributes", "*.bin filter=f=g\n*.txt filter=p merge=m\n");
    fixture.repository.commit("a.bin", "content\n");
    fixture.repository.commit("a.txt", "1\n2\n3\n4\n5\n");
    fixture.repository.branch("left", "main", "a.txt", "left\n2\n3\n4\n5\n");
    fixture.repository.branch("right", "main", "a.txt", "1\n2\n3\n4\nright\n");
    Map<String, String> settings =
        Map.of(
            "filter.f=g.smudge", command,
            "filter.f=g.clean", command,
            "filter.f=g.required", "true",
            "filter.p.process", command,
            "merge.m.driver", "touch '" + ran + "'",
            "core.fsmonitor", "touch '" + ran + "'",
            "core.sshCommand", "touch '" + ran + "'",
            "credential.helper", "!touch '" + ran + "'",
            "diff.external", "touch '" + ran + "'");
    settings.forEach((key, value) -> fixture.repository.git("config", key, value));
    GitLauncher launcher = fixture.launcher("/bin/true", builder -> builder.fanIn(FanIn.MERGE));
    LaunchRequest request =
        Fixture.request(
            1, "a", 1, "left", List.of(new LaunchRequest.BlockerBranch("r", "right")), "");
    Placement placement = launcher.place(request);
    Prepared prepared = launcher.prepare(request, placement);
    launcher.start(request, placement, Fixture.TOKEN);
    fixture.nextEnd();

    assertThat(ran).doesNotExist();
    Path worktree = Path.of(Objects.requireNonNull(placement.worktree()));
    assertThat(worktree.resolve("a.txt")).hasContent("left\n2\n3\n4\nright");
    assertThat(worktree.resolve("a.bin")).hasContent("content");
    assertThat(prepared.merged()).isEqualTo(request.blockerBranches());
    assertThat(prepared.remarks()).singleElement().asString().contains("not run (f=g, p)");
  }

  @Test
  void workers_of_a_project_below_the_top_are_started_there() throws Exception {
    fixture.repository.commit("services/api/code", "x");
    Path api = fixture.repository.directory().resolve("services/api");
    GitLauncher launcher =
        fixture.launcher(
            fixture.script("pwd > \"$1/seen\"", "'" + fixture.directory + "'"),
            builder -> builder.project(Project.of("api", api)));
    Placement placement = Fixture.start(launcher, Fixture.in("api", request(1, "a")));
    fixture.nextEnd();
    assertThat(fixture.directory.resolve("seen"))
        .hasContent(placement.worktree() + "/services/api");
    NewTask task = launcher.directories().locate(api).unregistered();
    assertThat(task).isNotNull();
    assertThat(task.project()).isEqualTo("api");
    assertThat(task.worktree()).isEqualTo(fixture.repository.directory().toString());
    assertThat(launcher.directories().locate(api.getParent()).unregistered())
        .extracting(NewTask::project)
        .isEqualTo("shop");
  }

  private void addSubmodule(Path source) {
    GitRepository.gitIn(
        fixture.repository.directory(),
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        source.toString(),
        "libs/lib");
    fixture.repository.git("commit", "--quiet", "-m", "submodule");
  }

  @Test
  void submodules_come_from_what_the_repository_has() throws Exception {
    GitRepository inner = GitRepository.create(fixture.directory.resolve("inner"));
    GitRepository library = GitRepository.create(fixture.directory.resolve("library"));
    GitRepository.gitIn(
        library.directory(),
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "add",
        inner.directory().toString(),
        "in");
    library.git("commit", "--quiet", "-m", "inner");
    addSubmodule(library.directory());
    fixture.repository.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "--quiet",
        "update",
        "--init",
        "--recursive");
    Fixture.deleteTree(library.directory());
    Fixture.deleteTree(inner.directory());
    GitLauncher launcher = fixture.launcher("/bin/true");
    Placement placement = launcher.place(request(1, "a"));
    Prepared prepared = launcher.prepare(request(1, "a"), placement);
    assertThat(prepared.remarks()).isEmpty();
    Path worktree = Path.of(Objects.requireNonNull(placement.worktree()));
    assertThat(worktree.resolve("libs/lib/README.md")).hasContent("first");
    assertThat(worktree.resolve("libs/lib/in/README.md")).hasContent("first");
    assertThat(new Worktree(worktree).isClean()).isTrue();
    launcher.start(request(1, "a"), placement, Fixture.TOKEN);
    fixture.nextEnd();
  }

  @Test
  void submodules_that_are_not_here_are_told() throws Exception {
    GitRepository library = GitRepository.create(fixture.directory.resolve("library"));
    addSubmodule(library.directory());
    fixture.repository.git("submodule", "--quiet", "deinit", "--all", "--force");
    Fixture.deleteTree(fixture.repository.directory().resolve(".git/modules"));
    GitLauncher launcher = fixture.launcher("/bin/true");
    Placement placement = launcher.place(request(1, "a"));
    assertThat(launcher.prepare(request(1, "a"), placement).remarks())
        .singleElement()
        .asString()
        .contains("libs/lib are empty", "git submodule update --init");
  }

  @Test
  void a_repository_without_a_commit_says_so_at_once() {
    Path empty = fixture.directory.resolve("empty");
    fixture.repository.git("init", "--quiet", empty.toString());
    GitLauncher launcher =
        fixture.launcher("/bin/true", builder -> builder.project(Project.of("empty", empty)));
    LaunchRequest rooted = Fixture.in("empty", request(1, "a"));
    LaunchRequest request =
        new LaunchRequest(
            rooted.id(),
            rooted.key(),
            1,
            "demo",
            "a",
            null,
            "empty",
            null,
            List.of(),
            "",
            rooted.options());
    assertThatThrownBy(() -> launcher.place(request))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isPermanent()).isTrue())
        .hasMessageContaining("no commit to start from; make a first one");
  }

  @Test
  void a_bare_repository_has_its_workers_too() throws Exception {
    Path bare = fixture.directory.resolve("bare.git");
    fixture.repository.git("clone", "--quiet", "--bare", ".", bare.toString());
    GitLauncher launcher =
        fixture.launcher("/bin/true", builder -> builder.project(Project.of("bare", bare)));
    Placement placement = Fixture.start(launcher, Fixture.in("bare", request(1, "a")));
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    assertThat(Files.exists(Path.of(Objects.requireNonNull(placement.worktree()), "README.md")))
        .isTrue();
  }

  @Test
  void a_repository_that_git_does_not_trust_says_so_at_once() throws Exception {
    GitLauncher launcher = fixture.launcher("/bin/true");
    Path directory = fixture.repository.directory();
    new ProcessBuilder("chown", "-R", "12345", directory.toString()).start().waitFor();
    assumeTrue(!Git.in(directory).run("rev-parse", "HEAD").succeeded(), "needs another user");

    assertThatThrownBy(() -> launcher.place(request(1, "a")))
        .isInstanceOfSatisfying(LaunchException.class, e -> assertThat(e.isPermanent()).isTrue())
        .hasMessageContaining("git config --global --add safe.directory");
    assertThatThrownBy(() -> launcher.directories().locate(directory))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("safe.directory");
    assertThatThrownBy(() -> Project.of("shop", directory))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("safe.directory");
  }
}
