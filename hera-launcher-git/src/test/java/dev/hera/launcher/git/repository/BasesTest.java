package dev.hera.launcher.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.GitLauncher;
import dev.hera.launcher.git.LauncherTest;
import dev.hera.spi.launcher.FoundBase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which commit a base names. */
@Timeout(60)
class BasesTest extends LauncherTest {
  private GitLauncher launcher;
  private String first;

  @BeforeEach
  void commits() {
    launcher = fixture.launcher("/bin/true");
    first = fixture.repository.git("rev-parse", "main");
    fixture.repository.git("update-ref", "refs/remotes/origin/far", first);
    fixture.repository.git("update-ref", "refs/remotes/origin/both", first);
    fixture.repository.git("update-ref", "refs/remotes/fork/both", first);
    fixture.repository.commit("second", "2");
  }

  private FoundBase find(String base) {
    return launcher.findBase("shop", base);
  }

  private void assertFound() {
    String second = fixture.repository.git("rev-parse", "main");
    assertThat(find("main")).isEqualTo(new FoundBase.At(second));
    assertThat(find("far")).isEqualTo(new FoundBase.At(first));
    assertThat(find("origin/far")).isEqualTo(new FoundBase.At(first));
    assertThat(find("fork/both")).isEqualTo(new FoundBase.At(first));
    assertThat(find(first)).isEqualTo(new FoundBase.At(first));
    assertThat(find("both"))
        .isEqualTo(
            new FoundBase.Missing(
                "project 'shop' has no branch 'both' of its own, and several remotes have one:"
                    + " fork, origin"));
    for (String none : new String[] {"none", "mai", "main/x", "a b", "../HEAD", "main~1", ""}) {
      assertThat(find(none)).as(none).isInstanceOf(FoundBase.Missing.class);
    }
  }

  @Test
  void finds_branches_of_its_own_and_of_one_remote_and_commits() {
    assertFound();
  }

  @Test
  void finds_packed_ones() {
    fixture.repository.git("pack-refs", "--all", "--prune");
    assertFound();
    fixture.repository.commit("third", "3");
    assertFound();
  }

  @Test
  void an_own_branch_goes_before_that_of_a_remote() {
    fixture.repository.git("branch", "far", "main");
    assertThat(find("far"))
        .isEqualTo(new FoundBase.At(fixture.repository.git("rev-parse", "main")));
  }

  @Test
  void of_projects_that_it_does_not_know_it_cannot_tell() {
    assertThat(launcher.findBase("other", "main")).isEqualTo(new FoundBase.Unknown());
  }
}
