package dev.hera.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Proves;
import dev.hera.error.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "2c-fact-checker", "A.b_c-d", "x.locks", "a.lock.b", "lock"})
  @Proves({"M7", "M8"})
  void accepts_a_name_and_stores_it_as_given(String name) {
    assertThat(Names.check("name", name)).isEqualTo(name);
    assertThat(Names.check("name", " \t" + name + "\n")).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", ".a", "-a", "_a", "a.", "a.lock", "a b", "a/b", "../a", "a\nb", "ä", "a:b", "a\\b",
        "a*", "a\0"
      })
  @Proves("M7")
  void refuses_what_is_no_name_and_names_the_field(String name) {
    assertThatThrownBy(() -> Names.check("nodes[3].name", name))
        .isInstanceOfSatisfying(
            InvalidArgumentException.class,
            refusal -> assertThat(refusal.details()).containsEntry("field", "nodes[3].name"));
  }

  @Test
  @Proves("M7")
  void a_name_has_at_most_64_characters() {
    assertThat(Names.check("name", "x".repeat(64))).hasSize(64);
    assertThatThrownBy(() -> Names.check("name", "x".repeat(65)))
        .isInstanceOf(InvalidArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"seed,2,seed-2", "seed,17,seed-17", "2a-api,3,2a-api-3"})
  @Proves("V9")
  void a_taken_name_gets_a_number(String name, int n, String expected) {
    assertThat(Names.numbered(name, n)).isEqualTo(expected);
  }

  @Test
  @Proves({"V9", "M7"})
  void a_numbered_name_is_never_too_long() {
    assertThat(Names.numbered("x".repeat(64), 2)).isEqualTo("x".repeat(62) + "-2");
    assertThat(Names.numbered("x".repeat(62), 2)).isEqualTo("x".repeat(62) + "-2");
    assertThat(Names.numbered("x".repeat(61), 2)).isEqualTo("x".repeat(61) + "-2");
    assertThat(Names.numbered("x".repeat(64), 1000)).isEqualTo("x".repeat(59) + "-1000");
  }

  @ParameterizedTest
  @CsvSource({
    "Fix the login,fix-the-login",
    "'  --Über Straße!  ',u-ber-stra-e",
    "'   ',worker",
    "???,worker",
    "A1,a1"
  })
  @Proves("V9")
  void a_slug_is_made_of_the_letters_and_digits_of_a_prompt(String prompt, String slug) {
    assertThat(Names.slug(prompt)).isEqualTo(slug);
    assertThat(Names.check("name", slug)).isEqualTo(slug);
  }

  @Test
  @Proves("V9")
  void a_slug_takes_the_first_40_characters() {
    assertThat(Names.slug("y".repeat(39) + "zzz")).isEqualTo("y".repeat(39) + "z");
  }

  @Test
  void a_text_is_well_formed_and_has_no_nul() {
    for (String text : new String[] {"", "plain", "\uD83D\uDE00", "a\uD83D\uDE00b", "\n\t"}) {
      assertThat(Names.checkText("body", text)).isSameAs(text);
    }
    for (String text :
        new String[] {"\0", "a\0b", "\uD83D", "\uD83Dx", "\uDE00", "\uDE00\uD83D", "ab\uD83D"}) {
      assertThatThrownBy(() -> Names.checkText("body", text))
          .isInstanceOfSatisfying(
              InvalidArgumentException.class,
              refusal -> assertThat(refusal.details()).containsEntry("field", "body"));
    }
  }

  @Test
  void a_required_text_says_something() {
    assertThatCode(() -> Names.requireText("prompt", " x ")).doesNotThrowAnyException();
    assertThat(Names.requireText("prompt", " x ")).isEqualTo(" x ");
    for (String text : new String[] {"", "  ", "\n", "\0"}) {
      assertThatThrownBy(() -> Names.requireText("prompt", text))
          .isInstanceOf(InvalidArgumentException.class);
    }
  }

  @Test
  void mends_what_is_not_well_formed_and_nothing_else() {
    assertThat(Names.wellFormed("a\ud83d\ude00\n")).isEqualTo("a\ud83d\ude00\n");
    assertThat(Names.wellFormed("\0a\ude00\ud83d")).isEqualTo("\ufffda\ufffd\ufffd");
    assertThat(Names.wellFormed("")).isEmpty();
  }
}
