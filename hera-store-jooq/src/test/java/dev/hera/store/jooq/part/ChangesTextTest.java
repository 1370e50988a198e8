package dev.hera.store.jooq.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesTextTest {
  private static String written(Map<String, String> changes) {
    return ChangesText.of(new TreeMap<>(changes));
  }

  private static Map<String, String> read(String text) {
    return new ChangesText().changes(text);
  }

  @Test
  void writes_a_letter_for_a_field_that_many_events_have() {
    Map<String, String> changes =
        Map.of("name", "a", "prompt", "x = {y}\n", "project", "", "unknown", "A=b", "z_9", "");
    String text = written(changes);
    assertThat(text).isEqualTo("Aa\u001fC\u001fDx = {y}\n\u001funknown=A=b\u001fz_9=");
    assertThat(read(text)).isEqualTo(changes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "Name", "{", "a=b", "a\u001fb", "\u001f", "9"})
  void writes_as_json_what_could_be_taken_for_something_else(String field) {
    Map<String, String> changes = Map.of(field, "value", "name", "a");
    assertThat(written(changes)).startsWith("{");
    assertThat(read(written(changes))).isEqualTo(changes);
  }

  @Test
  void writes_as_json_a_value_with_what_stands_between_changes() {
    Map<String, String> changes = Map.of("name", "a", "prompt", "b\u001fAc");
    assertThat(written(changes)).startsWith("{");
    assertThat(read(written(changes))).isEqualTo(changes);
  }

  @Test
  void reads_the_json_of_earlier_versions() {
    assertThat(read("{\"name\":\"a\",\"prompt\":\"say \\\"x\\\"\\n\"}"))
        .isEqualTo(Map.of("name", "a", "prompt", "say \"x\"\n"));
    assertThat(read("{}")).isEmpty();
    assertThat(written(Map.of())).isEqualTo("{}");
  }
}
