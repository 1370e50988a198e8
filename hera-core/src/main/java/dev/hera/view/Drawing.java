package dev.hera.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A plan as boxes and arrows: what the languages of graphs share.
 *
 * @param boxes the nodes in the order of their stages (W5), then the other roles that some wait for
 * @param arrows from each blocker to who waits for it, also those of cancelled nodes (W3)
 */
record Drawing(List<Box> boxes, List<Arrow> arrows) {

  /**
   * One box.
   *
   * @param id letters and digits, unique in the drawing
   * @param name fit to be drawn, not escaped for any language
   * @param state empty for a role that is no node of the plan
   */
  record Box(String id, String name, Optional<ViewState> state) {}

  /** An arrow between the boxes of two ids. */
  record Arrow(String from, String to) {}

  static Drawing of(PlanView plan) {
    List<PlanView.Node> nodes = Stages.of(plan).stream().flatMap(List::stream).toList();
    Map<String, Box> boxes = new LinkedHashMap<>();
    nodes.forEach(node -> boxes.put(node.name(), box(node)));
    List<Arrow> arrows = new ArrayList<>();
    for (PlanView.Node node : nodes) {
      for (String blocker : node.blockers()) {
        boxes.putIfAbsent(
            blocker, new Box("x" + boxes.size(), Drawable.of(blocker), Optional.empty()));
        arrows.add(new Arrow(id(boxes, blocker), id(boxes, node.name())));
      }
    }
    return new Drawing(List.copyOf(boxes.values()), List.copyOf(arrows));
  }

  private static Box box(PlanView.Node node) {
    return new Box(
        "n" + node.roleId().value(), Drawable.of(node.name()), Optional.of(node.state()));
  }

  private static String id(Map<String, Box> boxes, String name) {
    return Objects.requireNonNull(boxes.get(name)).id();
  }
}
