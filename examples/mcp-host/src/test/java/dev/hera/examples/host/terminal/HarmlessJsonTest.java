package dev.hera.examples.host.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.view.Drawable;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HarmlessJsonTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u202egnp.exe",
        "a\u2066b\u2069",
        "\u061c\u200e\u200f\u200b\ufeff\u00ad",
        "\u2028\u2029\u0085\u009b2J\u007f",
        "\u001b[2J\u0000\n\r\t\b",
        "\udb40\udc41 tag",
        "\"\\u202e\\",
      })
  void a_hostile_name_is_no_more_than_its_escapes_and_is_read_back_as_it_was(String name) {
    String text = HarmlessJson.of(Map.of(name, name));
    assertThat(text).isEqualTo(Drawable.of(text));
    assertThat(JSON.readTree(text).path(name).stringValue()).isEqualTo(name);
  }

  @Test
  void every_character_is_drawable_and_comes_back() {
    String all =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    String text = HarmlessJson.of(all);
    assertThat(text.equals(Drawable.of(text))).isTrue();
    assertThat(JSON.readValue(text, String.class).equals(all)).isTrue();
  }

  @Test
  void what_is_harmless_stays_readable() {
    assertThat(HarmlessJson.of("größer 中文 😀")).isEqualTo("\"größer 中文 😀\"");
    assertThat(HarmlessJson.of("\u202e")).isEqualTo("\"\\u202e\"");
  }
}
