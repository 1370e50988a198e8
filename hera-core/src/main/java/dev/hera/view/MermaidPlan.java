package dev.hera.view;

import java.util.stream.Collectors;

/** A plan as a Mermaid flowchart; the box without arrows counts its nodes. */
final class MermaidPlan {
  private final PlanView plan;
  private final StringBuilder text = new StringBuilder("flowchart LR\n");

  private MermaidPlan(PlanView plan) {
    this.plan = plan;
  }

  static String render(PlanView plan) {
    return new MermaidPlan(plan).render();
  }

  private String render() {
    Drawing drawing = Drawing.of(plan);
    line(
        "counts[\"%s<br/>%s\"]"
            .formatted(
                escaped(Drawable.of(plan.orchestrator())), StateCounts.legend(plan.counts())));
    drawing.frames().forEach(this::frame);
    drawing.arrows().forEach(arrow -> line(arrow.from() + " --> " + arrow.to()));
    plan.counts().keySet().forEach(state -> line(look(state)));
    return text.toString();
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
      line("%s[[\"%s<br/>%s\"]]".formatted(frame.id(), label, counts));
      return;
    }
    line("subgraph %s[\"%s %s\"]".formatted(frame.id(), label, counts));
    frame.boxes().forEach(box -> line("  " + box(box)));
    line("end");
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
