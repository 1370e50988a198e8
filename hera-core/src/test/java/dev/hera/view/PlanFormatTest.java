package dev.hera.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Proves("W9")
class PlanFormatTest {
  /** A terminal escape, a bell, line breaks, an override of direction, half a surrogate pair. */
  private static final String OBEYED = "a\u001b[31mb\u0007\r\n\u2028\u0085c\u202ed\u2066\ud800";

  private static final PlanView SHOP =
      new Pictures()
          .node("2b-ui", ViewState.HELD, "1a-schema", "helper")
          .node("1a-schema", ViewState.FAILED)
          .node("2a-api", ViewState.CANCELLED, "1a-schema")
          .node("1b-docs", ViewState.IN_REVIEW)
          .node("3a", ViewState.PLANNED, "2a-api", "2b-ui")
          .of("shop");

  private static PlanView each() {
    Pictures plan = new Pictures();
    for (ViewState state : ViewState.values()) {
      plan.node(state.wire(), state, "for-" + state.wire());
    }
    return plan.of("all");
  }

  @Proves({"W2", "W3", "W7"})
  @Test
  void text_has_a_line_per_node_stage_by_stage() {
    assertThat(PlanFormat.TEXT.render(SHOP))
        .isEqualTo(
            """
            shop: 1◔ in review · 1✕ failed · 1✕ cancelled · 1⏸ held · 1○ planned
            1 │ ┌ [1a-1b]  1◔ · 1✕ failed
              │ ├ ✕ 1a-schema  failed
              │ └ ◔ 1b-docs    in review
            2 │ ✕ 2a-api     cancelled  after 1a-schema
              │ ⏸ 2b-ui      held       after 1a-schema, helper; 1a-schema failed
            3 │ ○ 3a         planned    after 2a-api, 2b-ui
            """);
  }

  @Proves("W1")
  @ParameterizedTest
  @EnumSource(PlanFormat.class)
  void each_state_shows_its_mark_and_its_label(PlanFormat format) {
    String picture = format.render(each());
    for (ViewState state : ViewState.values()) {
      assertThat(picture.lines())
          .anyMatch(
              line -> line.contains(state.glyph() + " " + state.wire()) && shows(line, state));
    }
  }

  private static boolean shows(String line, ViewState state) {
    return line.replace(state.glyph() + " " + state.wire(), "").contains(state.label());
  }

  @Proves("W1")
  @Test
  void only_planned_and_ready_share_a_colour_and_no_two_states_a_look() {
    List<Paint> looks = Arrays.stream(ViewState.values()).map(Paint::of).toList();
    assertThat(looks).doesNotHaveDuplicates();
    assertThat(looks.stream().map(Paint::colour).collect(Collectors.toSet()))
        .hasSize(looks.size() - 1);
    assertThat(Paint.of(ViewState.PLANNED).colour()).isEqualTo(Paint.of(ViewState.READY).colour());
  }

  @ParameterizedTest
  @EnumSource(PlanFormat.class)
  void nothing_that_a_terminal_or_browser_obeys_gets_out(PlanFormat format) {
    PlanView plan =
        new Pictures()
            .node(OBEYED, ViewState.DONE)
            .node("2", ViewState.PLANNED, OBEYED, OBEYED + "helper")
            .of(OBEYED);
    assertThat(format.render(plan).codePoints().filter(point -> point != '\n'))
        .noneMatch(Character::isISOControl)
        .noneMatch(point -> Character.getType(point) == Character.FORMAT)
        .noneMatch(point -> Character.getType(point) == Character.SURROGATE)
        .noneMatch(point -> point == 0x2028);
    assertThat(format.render(plan).lines().count())
        .isEqualTo(
            format
                .render(
                    new Pictures()
                        .node("1", ViewState.DONE)
                        .node("2", ViewState.PLANNED, "1", "helper")
                        .of("shop"))
                .lines()
                .count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a\"]:::x       | a#34;#93;#58;#58;#58;x | a\\\"]:::x",
        "<b>&amp;</b>   | #60;b#62;#38;amp#59;#60;#47;b#62; | <b>&amp;amp;</b>",
        "a\\nb\\\"      | a#92;nb#92;#34; | a\\\\nb\\\\\\\"",
        "`x` #35; %%{y  | #96;x#96; #35;35#59; #37;#37;#123;y | `x` #35; %%{y",
        "naïve 🎉 1.a-_ | naïve 🎉 1.a-_ | naïve 🎉 1.a-_",
      })
  void names_are_escaped_for_each_language(String name, String mermaid, String dot) {
    PlanView plan = new Pictures().node(name, ViewState.DONE).of("shop");
    assertThat(PlanFormat.MERMAID.render(plan))
        .contains("n1[\"✓ " + mermaid + "<br/>done\"]:::done\n");
    assertThat(PlanFormat.DOT.render(plan)).contains("n1 [label=\"✓ " + dot + "\\ndone\", ");
    assertThat(PlanFormat.TEXT.render(plan)).contains("✓ " + name + "  done\n");
  }

  @Test
  void a_plan_without_nodes_says_so() {
    PlanView empty = new Pictures().of("shop");
    assertThat(PlanFormat.TEXT.render(empty)).isEqualTo("shop: no nodes\n");
    assertThat(PlanFormat.MERMAID.render(empty))
        .isEqualTo("flowchart LR\n  counts[\"shop<br/>no nodes\"]\n");
    assertThat(PlanFormat.DOT.render(empty)).endsWith("]\n}\n");
  }
}
