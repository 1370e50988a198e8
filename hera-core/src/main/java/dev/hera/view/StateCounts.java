package dev.hera.view;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many nodes are in each state, zero counts left out, in the fixed order (W7). */
final class StateCounts {
  private StateCounts() {}

  static Map<ViewState, Integer> of(Stream<ViewState> states) {
    Map<ViewState, Integer> counts = new EnumMap<>(ViewState.class);
    states.forEach(state -> counts.merge(state, 1, Integer::sum));
    return counts;
  }

  /** A count: its number and mark, and its label where the mark alone could be mistaken (W2). */
  static String brief(ViewState state, int count) {
    return switch (state) {
      case FAILED, CANCELLED, PENDING -> full(state, count);
      case DONE, IN_REVIEW, WORKING, HELD, READY, PLANNED -> count + state.glyph();
    };
  }

  /** A count with its label: what a legend says, too. */
  static String full(ViewState state, int count) {
    return count + state.glyph() + " " + state.label();
  }

  /** The counts of a group, for instance {@code 2✓ · 1⟳}. */
  static String brief(Map<ViewState, Integer> counts) {
    return joined(counts, count -> brief(count.getKey(), count.getValue()));
  }

  /** The counts of a plan with the meaning of their marks, for instance {@code 2✓ done}. */
  static String legend(Map<ViewState, Integer> counts) {
    return counts.isEmpty()
        ? "no nodes"
        : joined(counts, count -> full(count.getKey(), count.getValue()));
  }

  static String joined(
      Map<ViewState, Integer> counts, Function<Map.Entry<ViewState, Integer>, String> one) {
    return counts.entrySet().stream().map(one).collect(Collectors.joining(" · "));
  }
}
