package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.launcher.LaunchRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A worktree with submodules can go, unless there is work in one of them. */
@Timeout(180)
class SubmoduleCleanupTest extends LauncherTest {
  private static final String COMMIT = "git -c user.name=w -c user.email=w@x commit -qam work";

  @BeforeEach
  void submodules() {
    GitRepository inner = GitRepository.create(fixture.directory.resolve("inner"));
    GitRepository library = GitRepository.create(fixture.directory.resolve("library"));
    library.git("submodule", "--quiet", "add", inner.directory().toString(), "in");
    library.git("commit", "--quiet", "-m", "inner");
    fixture.repository.git(
        "submodule", "--quiet", "add", library.directory().toString(), "libs/lib");
    fixture.repository.git("commit", "--quiet", "-m", "submodule");
    fixture.repository.git("submodule", "--quiet", "update", "--init", "--recursive");
  }

  private Path worktree() {
    return fixture.state.resolve("worktrees/shop/demo/a");
  }

  private LaunchRequest ended(String script) throws Exception {
    LaunchRequest request = Fixture.request(1, "a");
    Fixture.start(fixture.launcher(fixture.script("set -e\n" + script)), request);
    assertThat(fixture.nextEnd().exitCode()).hasValue(0);
    return request;
  }

  private Leftover remove(LaunchRequest request) {
    return LaunchCleanup.of(fixture.state).remove(request.key(), List.of("main"));
  }

  @Test
  void one_in_which_nothing_was_done_goes() throws Exception {
    LaunchRequest request = ended("test -e libs/lib/in/README.md");

    assertThat(remove(request).kept()).isNull();

    assertThat(worktree()).doesNotExist();
    assertThat(fixture.repository.git("worktree", "list").lines()).hasSize(1);
    assertThat(fixture.branches()).containsExactly("main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo x > libs/lib/new",
        "echo x > libs/lib/in/new",
        "cd libs/lib/in; echo x >> README.md",
      })
  void changes_in_one_stay(String script) throws Exception {
    LaunchRequest request = ended(script);

    assertThat(remove(request).kept()).contains("uncommitted changes");

    assertThat(worktree().resolve("libs/lib/in/README.md")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // A commit that no branch of the repository has, here and one level down.
        "cd libs/lib; echo x >> README.md; COMMIT; git checkout -q -b mine; git checkout -q HEAD~1",
        "cd libs/lib/in; echo x >> README.md; COMMIT; git checkout -q -b mine; git checkout -q HEAD~1",
        "cd libs/lib; echo x >> README.md; git -c user.name=w -c user.email=w@x stash -q",
        // One that is no longer checked out.
        "cd libs/lib; echo x >> README.md; COMMIT; git branch mine; git checkout -q HEAD~1;"
            + " cd ../..; git submodule deinit -q -f libs/lib",
        // One that the repository's own history has, but not its copy of the submodule.
        "(cd libs/lib; echo x >> README.md; COMMIT); COMMIT; cd \"$MAIN\"; git merge -q hera/demo/a",
        // A repository that is no proper submodule.
        "git init -q own; cd own; echo x > x; git add x; COMMIT; cd ..; git add own 2>/dev/null;"
            + " COMMIT; cd \"$MAIN\"; git merge -q hera/demo/a",
      })
  void commits_of_one_that_are_nowhere_else_stay(String script) throws Exception {
    String main = "MAIN='" + fixture.repository.directory() + "'\n";
    LaunchRequest request = ended(main + script.replace("COMMIT", COMMIT));

    assertThat(remove(request).kept()).contains("commits that are nowhere else");

    assertThat(worktree()).isDirectory();
  }

  @Test
  void commits_that_were_pushed_may_go() throws Exception {
    LaunchRequest request =
        ended(
            "cd libs/lib; echo x >> README.md; %s; git push -q origin HEAD:refs/heads/work; git checkout -q HEAD~1"
                .formatted(COMMIT));

    assertThat(remove(request).kept()).isNull();

    assertThat(worktree()).doesNotExist();
  }

  @Test
  void a_locked_one_stays() throws Exception {
    LaunchRequest request = ended("true");
    fixture.repository.git("worktree", "lock", worktree().toString());

    assertThat(remove(request).kept()).contains("could not be removed");

    assertThat(Files.exists(worktree().resolve("libs/lib/README.md"))).isTrue();
  }
}
