package dev.hera.launcher.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.BranchChanges.FileChange;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BranchChangesTest {
  @TempDir Path directory;
  private GitRepository shop;

  @BeforeEach
  void create() {
    shop = GitRepository.create(directory.resolve("shop"));
    shop.branch("work", "main", "src/a b.txt", "one\ntwo\n");
  }

  private List<FileChange> changes() {
    return BranchChanges.between(shop.directory(), "main", "work").orElseThrow();
  }

  @Test
  void tells_what_the_branch_changed_since_it_left_its_base() {
    assertThat(changes()).containsExactly(new FileChange("src/a b.txt", 2, 0));
    shop.commit("README.md", "the base goes on\n");
    assertThat(changes()).containsExactly(new FileChange("src/a b.txt", 2, 0));
  }

  @Test
  void a_base_may_be_a_commit() {
    String begun = shop.git("rev-parse", "main").strip();
    assertThat(BranchChanges.between(shop.directory(), begun, "work").orElseThrow())
        .containsExactly(new FileChange("src/a b.txt", 2, 0));
  }

  @Test
  void lines_of_what_is_no_text_are_not_counted() {
    shop.git("checkout", "--quiet", "work");
    shop.commit("picture", "\0\1\2");
    assertThat(changes())
        .containsExactly(new FileChange("picture", -1, -1), new FileChange("src/a b.txt", 2, 0));
  }

  @Test
  void a_branch_that_is_not_there_and_an_option_are_no_branches() {
    assertThat(BranchChanges.between(shop.directory(), "main", "gone")).isEmpty();
    assertThat(BranchChanges.between(shop.directory(), "--output=owned", "work")).isEmpty();
    assertThat(shop.directory().resolve("owned")).doesNotExist();
  }
}
