package dev.hera.view;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A plan as plain text: how many nodes are in each state, then a line per node, stage by stage.
 * There is no colour, so each node and each ambiguous count shows its label (W2).
 */
final class TextPlan {
  private final PlanView plan;
  private final List<List<PlanView.Node>> stages;
  private final String line;

  private TextPlan(PlanView plan) {
    this.plan = plan;
    this.stages = Stages.of(plan);
    this.line =
        "%%%ss │ %%s %%-%ss  %%-%ss  %%s"
            .formatted(
                String.valueOf(stages.size()).length(),
                widest(node -> Drawable.of(node.name())),
                widest(node -> node.state().label()));
  }

  private int widest(Function<PlanView.Node, String> column) {
    return plan.nodes().stream().map(column).mapToInt(String::length).reduce(1, Math::max);
  }

  static String render(PlanView plan) {
    return new TextPlan(plan).render();
  }

  private String render() {
    StringBuilder text = new StringBuilder(heading()).append('\n');
    for (int stage = 1; stage <= stages.size(); stage++) {
      String number = String.valueOf(stage);
      for (PlanView.Node node : stages.get(stage - 1)) {
        text.append(line(number, node)).append('\n');
        number = "";
      }
    }
    return text.toString();
  }

  private String heading() {
    String counts =
        plan.nodes().isEmpty()
            ? "no nodes"
            : plan.counts().entrySet().stream()
                .map(TextPlan::count)
                .collect(Collectors.joining(" · "));
    return Drawable.of(plan.orchestrator()) + ": " + counts;
  }

  private static String count(Map.Entry<ViewState, Integer> count) {
    String mark = count.getValue() + count.getKey().glyph();
    return switch (count.getKey()) {
      case FAILED, CANCELLED -> mark + " " + count.getKey().label();
      case DONE, IN_REVIEW, WORKING, PENDING, HELD, READY, PLANNED -> mark;
    };
  }

  private String line(String stage, PlanView.Node node) {
    String after =
        node.blockers().isEmpty() ? "" : "after " + Drawable.of(String.join(", ", node.blockers()));
    return line.formatted(
            stage, node.state().glyph(), Drawable.of(node.name()), node.state().label(), after)
        .stripTrailing();
  }
}
