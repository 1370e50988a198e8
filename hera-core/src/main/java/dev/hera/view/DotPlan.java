package dev.hera.view;

import java.util.HashMap;
import java.util.Map;

/** A plan in the DOT language of Graphviz. */
final class DotPlan {
  private final PlanView plan;
  private final StringBuilder text = new StringBuilder("digraph plan {\n");

  /** A box of each frame with several: in DOT an arrow joins boxes and is cut at the frame. */
  private final Map<String, String> inside = new HashMap<>();

  private DotPlan(PlanView plan) {
    this.plan = plan;
  }

  static String render(PlanView plan) {
    return new DotPlan(plan).render();
  }

  private String render() {
    Drawing drawing = Drawing.of(plan);
    line("rankdir=LR");
    line("compound=true");
    line(
        "label=\"%s\\n%s\""
            .formatted(
                escaped(Drawable.of(plan.orchestrator())), StateCounts.legend(plan.counts())));
    line("node [shape=box, style=rounded]");
    drawing.frames().forEach(this::frame);
    drawing.arrows().forEach(this::arrow);
    return text.append("}\n").toString();
  }

  private void line(String line) {
    text.append("  ").append(line).append('\n');
  }

  private void frame(Drawing.Frame frame) {
    if (frame.isSingle()) {
      line(box(frame.boxes().get(0)));
      return;
    }
    String label = escaped(frame.label());
    String counts = StateCounts.brief(frame.counts());
    if (frame.isLarge()) {
      line("%s [label=\"%s\\n%s\", peripheries=2]".formatted(frame.id(), label, counts));
      return;
    }
    inside.put(frame.id(), frame.boxes().get(0).id());
    line("subgraph cluster_%s {".formatted(frame.id()));
    line("  label=\"%s %s\"".formatted(label, counts));
    frame.boxes().forEach(box -> line("  " + box(box)));
    line("}");
  }

  private void arrow(Drawing.Arrow arrow) {
    String ends = "";
    if (inside.containsKey(arrow.from())) {
      ends = "ltail=cluster_" + arrow.from();
    }
    if (inside.containsKey(arrow.to())) {
      ends += (ends.isEmpty() ? "" : ", ") + "lhead=cluster_" + arrow.to();
    }
    line(
        inside.getOrDefault(arrow.from(), arrow.from())
            + " -> "
            + inside.getOrDefault(arrow.to(), arrow.to())
            + (ends.isEmpty() ? "" : " [" + ends + "]"));
  }

  private static String box(Drawing.Box box) {
    String name = escaped(box.name());
    return box.state()
        .map(
            state ->
                "%s [label=\"%s %s\\n%s\", %s]"
                    .formatted(box.id(), state.glyph(), name, state.label(), look(state)))
        .orElse("%s [label=\"%s\"]".formatted(box.id(), name));
  }

  /** A label knows backslashes, quotes and character references. */
  private static String escaped(String name) {
    return name.replace("&", "&amp;").replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static String look(ViewState state) {
    Paint paint = Paint.of(state);
    String style =
        switch (paint.weight()) {
          case DIMMED -> "rounded,dashed";
          case NORMAL -> "rounded";
          case BOLD -> "rounded,bold";
        };
    return "color=\"%s\", fontcolor=\"%s\", style=\"%s\""
        .formatted(paint.colour(), paint.colour(), style);
  }
}
