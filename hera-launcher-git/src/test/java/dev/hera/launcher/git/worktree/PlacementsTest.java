package dev.hera.launcher.git.worktree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementsTest {

  @ParameterizedTest
  @CsvSource({
    "1a-schema, 1a-schema",
    "A_b.c, A_b.c",
    "'a b', a-b",
    "a..b, a.b",
    "../../etc, etc",
    "-rf, rf",
    ".hidden, hidden",
    "a.lock, a",
    "a.lock.lock, a",
    "a., a",
    "'a~^:?*[\\@{b', a-b",
    "'', x",
    "'/', x"
  })
  void a_name_becomes_one_component(String name, String component) {
    assertThat(Placements.component(name)).isEqualTo(component);
  }
}
