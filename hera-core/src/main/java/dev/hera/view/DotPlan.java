package dev.hera.view;

/** A plan in the DOT language of Graphviz. */
final class DotPlan {
  private DotPlan() {}

  static String render(PlanView plan) {
    Drawing drawing = Drawing.of(plan);
    StringBuilder text = new StringBuilder("digraph plan {\n");
    text.append("  rankdir=LR\n");
    text.append("  label=\"%s\"\n".formatted(escaped(Drawable.of(plan.orchestrator()))));
    text.append("  node [shape=box, style=rounded]\n");
    drawing.boxes().forEach(box -> text.append("  ").append(box(box)).append('\n'));
    drawing
        .arrows()
        .forEach(arrow -> text.append("  %s -> %s\n".formatted(arrow.from(), arrow.to())));
    return text.append("}\n").toString();
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
