package dev.hera.view;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A plan as text: how many nodes are in each state, then stage by stage a line per node. Nodes that
 * wait for the same stand below a line that counts them; of a large group only those are shown that
 * stand still. Each node and each ambiguous count shows its label, also in colour (W2).
 */
final class TextPlan {
  private final PlanView plan;
  private final Ink ink;
  private final Causes causes;
  private final List<List<NodeGroup>> stages;
  private final BlockerNames blockers;
  private final int nameWidth;
  private final int labelWidth;
  private final List<String> lines = new ArrayList<>();

  private TextPlan(PlanView plan, Ink ink) {
    this.plan = plan;
    this.ink = ink;
    this.causes = new Causes(plan);
    this.stages = NodeGroup.of(plan);
    this.blockers = new BlockerNames(stages);
    this.nameWidth = widest(node -> Drawable.of(node.name()).length());
    this.labelWidth = widest(node -> node.state().label().length());
  }

  private int widest(ToIntFunction<PlanView.Node> width) {
    return stages.stream()
        .flatMap(List::stream)
        .flatMap(TextPlan::shown)
        .mapToInt(width)
        .reduce(1, Math::max);
  }

  static String render(PlanView plan, Ink ink) {
    return new TextPlan(plan, ink).render();
  }

  private String render() {
    for (int stage = 1; stage <= stages.size(); stage++) {
      int first = lines.size();
      stages.get(stage - 1).forEach(this::add);
      number(stage, first);
    }
    lines.add(0, Drawable.of(plan.orchestrator()) + ": " + heading());
    return String.join("\n", lines) + "\n";
  }

  private String heading() {
    return plan.nodes().isEmpty()
        ? StateCounts.legend(plan.counts())
        : StateCounts.joined(
            plan.counts(),
            count -> ink.of(count.getKey(), StateCounts.full(count.getKey(), count.getValue())));
  }

  /** Puts the stage's number before its first line, and room for it before the others. */
  private void number(int stage, int first) {
    String margin = "%%%ds │ %%s".formatted(String.valueOf(stages.size()).length());
    for (int line = first; line < lines.size(); line++) {
      lines.set(
          line,
          margin
              .formatted(line == first ? String.valueOf(stage) : "", lines.get(line))
              .stripTrailing());
    }
  }

  private void add(NodeGroup group) {
    if (group.isSingle()) {
      PlanView.Node node = group.nodes().get(0);
      lines.add(line("", node, after(group) + cause(node, "; ")));
      return;
    }
    String counts =
        StateCounts.joined(
            group.counts(),
            count -> ink.of(count.getKey(), StateCounts.brief(count.getKey(), count.getValue())));
    lines.add("┌ " + Drawable.of(group.label()) + "  " + counts + "  " + ink.faint(after(group)));
    addMembers(group);
  }

  private void addMembers(NodeGroup group) {
    List<PlanView.Node> shown = shown(group).toList();
    int hidden = group.nodes().size() - shown.size();
    for (int i = 0; i < shown.size(); i++) {
      boolean last = hidden == 0 && i == shown.size() - 1;
      lines.add(line(last ? "└ " : "├ ", shown.get(i), cause(shown.get(i), "")));
    }
    if (hidden > 0) {
      lines.add("└ " + ink.faint("… " + hidden + (shown.isEmpty() ? " nodes" : " more")));
    }
  }

  private static Stream<PlanView.Node> shown(NodeGroup group) {
    return group.nodes().stream()
        .filter(node -> !group.isLarge() || standsOut(node))
        .limit(NodeGroup.SHOWN);
  }

  private static boolean standsOut(PlanView.Node node) {
    return switch (node.state()) {
      case FAILED, HELD -> true;
      case DONE, IN_REVIEW, WORKING, PENDING, CANCELLED, READY, PLANNED -> false;
    };
  }

  private String line(String branch, PlanView.Node node, String more) {
    String name = "%-" + nameWidth + "s";
    String label = "%-" + labelWidth + "s";
    return branch
        + ink.of(node.state(), node.state().glyph())
        + " "
        + name.formatted(Drawable.of(node.name()))
        + "  "
        + ink.of(node.state(), label.formatted(node.state().label()))
        + "  "
        + ink.faint(more);
  }

  private String after(NodeGroup group) {
    String names = blockers.of(group.blockers());
    return names.isEmpty() ? "" : "after " + names;
  }

  private String cause(PlanView.Node node, String divider) {
    String cause = causes.of(node);
    return cause.isEmpty() || node.blockers().isEmpty() ? cause : divider + cause;
  }
}
