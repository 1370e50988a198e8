package dev.hera.view;

import java.util.stream.Collectors;

/** A plan as a Mermaid flowchart. */
final class MermaidPlan {
  private MermaidPlan() {}

  static String render(PlanView plan) {
    Drawing drawing = Drawing.of(plan);
    StringBuilder text = new StringBuilder("flowchart LR\n");
    drawing.boxes().forEach(box -> text.append("  ").append(box(box)).append('\n'));
    drawing
        .arrows()
        .forEach(arrow -> text.append("  %s --> %s\n".formatted(arrow.from(), arrow.to())));
    plan.counts().keySet().forEach(state -> text.append("  ").append(look(state)).append('\n'));
    return text.toString();
  }

  private static String box(Drawing.Box box) {
    String name = escaped(box.name());
    return box.state()
        .map(
            state ->
                "%s[\"%s %s<br/>%s\"]:::%s"
                    .formatted(box.id(), state.glyph(), name, state.label(), state.wire()))
        .orElse("%s[\"%s\"]".formatted(box.id(), name));
  }

  /** Everything that might mean something to Mermaid or HTML, as a character reference. */
  private static String escaped(String name) {
    return name.codePoints()
        .mapToObj(point -> isPlain(point) ? Character.toString(point) : "#" + point + ";")
        .collect(Collectors.joining());
  }

  private static boolean isPlain(int point) {
    return point > 0x7F || Character.isLetterOrDigit(point) || " ._-".indexOf(point) >= 0;
  }

  private static String look(ViewState state) {
    Paint paint = Paint.of(state);
    String more =
        switch (paint.weight()) {
          case DIMMED -> ",stroke-dasharray:4 4";
          case NORMAL -> "";
          case BOLD -> ",stroke-width:3px,font-weight:bold";
        };
    return "classDef %s fill:#ffffff,stroke:%s,color:%s%s"
        .formatted(state.wire(), paint.colour(), paint.colour(), more);
  }
}
