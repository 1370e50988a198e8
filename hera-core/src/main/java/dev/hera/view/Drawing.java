package dev.hera.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A plan as frames with boxes, and arrows: what the languages of graphs share.
 *
 * @param frames the groups in the order of their stages (W5, W6), then a frame for each other role
 *     that some wait for
 * @param arrows from each blocker to who waits for it, also those of cancelled nodes (W3); one
 *     arrow from or to a frame stands for one from or to each of its boxes
 */
record Drawing(List<Frame> frames, List<Arrow> arrows) {

  /**
   * A group of nodes, or one by itself.
   *
   * @param id letters and digits, unique in the drawing; that of its box when it has only one
   * @param boxes what is drawn in it; empty for a large group, which is a box itself
   */
  record Frame(String id, String label, Map<ViewState, Integer> counts, List<Box> boxes) {
    boolean isSingle() {
      return boxes.size() == 1;
    }

    boolean isLarge() {
      return boxes.isEmpty();
    }
  }

  /**
   * One box.
   *
   * @param id letters and digits, unique in the drawing
   * @param name fit to be drawn, not escaped for any language
   * @param state empty for a role that is no node of the plan
   */
  record Box(String id, String name, Optional<ViewState> state) {}

  /** An arrow between boxes or frames. */
  record Arrow(String from, String to) {}

  static Drawing of(PlanView plan) {
    return new Builder(plan).drawing();
  }

  private static final class Builder {
    private final List<NodeGroup> groups;
    private final Map<NodeGroup, Frame> frames = new LinkedHashMap<>();
    private final Map<String, NodeGroup> groupOf = new LinkedHashMap<>();
    private final Map<String, Frame> outside = new LinkedHashMap<>();

    Builder(PlanView plan) {
      groups = NodeGroup.of(plan).stream().flatMap(List::stream).toList();
      for (NodeGroup group : groups) {
        frames.put(group, frame(group));
        group.nodes().forEach(node -> groupOf.put(node.name(), group));
      }
    }

    private static Frame frame(NodeGroup group) {
      List<Box> boxes =
          group.isLarge()
              ? List.of()
              : group.nodes().stream()
                  .map(
                      node ->
                          new Box(id(node), Drawable.of(node.name()), Optional.of(node.state())))
                  .toList();
      String first = id(group.nodes().get(0));
      return new Frame(
          group.isSingle() ? first : "g" + first,
          Drawable.of(group.label()),
          group.counts(),
          boxes);
    }

    private static String id(PlanView.Node node) {
      return "n" + node.roleId().value();
    }

    Drawing drawing() {
      Set<Arrow> arrows = new LinkedHashSet<>();
      for (NodeGroup group : groups) {
        String to = Objects.requireNonNull(frames.get(group)).id();
        Set<String> blockers = new LinkedHashSet<>(group.blockers());
        blockers.forEach(blocker -> arrows.add(new Arrow(from(blocker, blockers), to)));
      }
      List<Frame> all = new ArrayList<>(frames.values());
      all.addAll(outside.values());
      return new Drawing(all, List.copyOf(arrows));
    }

    /** Where the arrow of a blocker begins: at its frame, when all in that are waited for. */
    private String from(String blocker, Set<String> blockers) {
      NodeGroup group = groupOf.get(blocker);
      if (group == null) {
        return outside.computeIfAbsent(blocker, this::outsider).id();
      }
      Frame frame = Objects.requireNonNull(frames.get(group));
      boolean whole =
          frame.isLarge()
              || group.nodes().stream().map(PlanView.Node::name).allMatch(blockers::contains);
      return whole
          ? frame.id()
          : group.nodes().stream()
              .filter(node -> node.name().equals(blocker))
              .map(Builder::id)
              .findFirst()
              .orElseThrow();
    }

    private Frame outsider(String name) {
      String id = "x" + (groupOf.size() + outside.size());
      Box box = new Box(id, Drawable.of(name), Optional.empty());
      return new Frame(id, box.name(), Map.of(), List.of(box));
    }
  }
}
