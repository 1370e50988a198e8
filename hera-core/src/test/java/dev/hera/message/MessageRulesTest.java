package dev.hera.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Proves;
import dev.hera.error.InvalidArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Proves("M21")
class MessageRulesTest {
  private static final String SMILE = "\uD83D\uDE00";

  private static void assertRefused(String field, String body, String tldr) {
    assertThatThrownBy(() -> MessageRules.check(body, tldr))
        .isInstanceOfSatisfying(
            InvalidArgumentException.class,
            refusal -> assertThat(refusal.details()).containsEntry("field", field));
  }

  @Test
  void a_body_has_at_most_65536_bytes_of_utf_8() {
    assertThatCode(() -> MessageRules.check("x".repeat(65_536), "ok")).doesNotThrowAnyException();
    assertRefused("body", "x".repeat(65_537), "ok");
    assertThatCode(() -> MessageRules.check(SMILE.repeat(16_384), "ok")).doesNotThrowAnyException();
    assertRefused("body", SMILE.repeat(16_384) + "x", "ok");
  }

  @Test
  void a_tldr_has_at_most_120_code_points() {
    assertThatCode(() -> MessageRules.check("b", "x".repeat(120))).doesNotThrowAnyException();
    assertRefused("tldr", "b", "x".repeat(121));
    assertThatCode(() -> MessageRules.check("b", SMILE.repeat(120))).doesNotThrowAnyException();
    assertRefused("tldr", "b", SMILE.repeat(121));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two\nlines", "two\r\nlines", "two\rlines", "nul\0", "\uD83D"})
  void a_tldr_is_one_line_that_says_something(String tldr) {
    assertRefused("tldr", "b", tldr);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one line\n", "one line\r\n", "\none line", "\rone line"})
  void a_tldr_has_no_line_break_at_its_ends_either(String tldr) {
    assertRefused("tldr", "b", tldr);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x01, 0x09, 0x0B, 0x0C, 0x1B, 0x7F, 0x85, 0x9F, 0x061C, 0x200E, 0x200F, 0x2028, 0x2029,
        0x202A, 0x202E, 0x2066, 0x2069
      })
  void a_tldr_has_nothing_that_ends_a_line_or_turns_it_round(int character) {
    String c = Character.toString(character);
    assertRefused("tldr", "b", "one" + c + "line");
    assertRefused("tldr", "b", "one line" + c);
    assertThatCode(() -> MessageRules.check("one" + c + "line", "ok")).doesNotThrowAnyException();
  }

  @Test
  void a_tldr_may_join_characters() {
    assertThatCode(() -> MessageRules.check("b", "\uD83D\uDC69\u200D\uD83D\uDCBB caf\u00e9 \u05d0"))
        .doesNotThrowAnyException();
  }

  @Test
  void a_note_has_the_limit_of_a_body() {
    assertThatCode(() -> MessageRules.checkNote("handoffNote", "x".repeat(65_536)))
        .doesNotThrowAnyException();
    assertThatExceptionOfType(InvalidArgumentException.class)
        .isThrownBy(() -> MessageRules.checkNote("handoffNote", SMILE.repeat(16_384) + "x"))
        .satisfies(refusal -> assertThat(refusal.details()).containsEntry("field", "handoffNote"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", "nul\0", "\uDE00"})
  void a_body_says_something_well_formed(String body) {
    assertRefused("body", body, "ok");
  }

  @Test
  void a_body_may_have_several_lines() {
    assertThatCode(() -> MessageRules.check("one\ntwo\r\n", "ok")).doesNotThrowAnyException();
  }

  @Test
  void the_numbers_are_those_of_the_specification() {
    assertThat(MessageRules.MAX_UNREAD).isEqualTo(500);
    assertThat(MessageRules.MAX_RATE).isEqualTo(50);
    assertThat(MessageRules.RATE_WINDOW).hasSeconds(60);
  }
}
