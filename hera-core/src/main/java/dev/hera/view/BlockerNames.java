package dev.hera.view;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Blockers in a few words: a group that is waited for as a whole is named as one. */
final class BlockerNames {
  private static final int MOST = 8;

  private final Map<String, NodeGroup> groups = new HashMap<>();

  BlockerNames(List<List<NodeGroup>> stages) {
    stages.stream()
        .flatMap(List::stream)
        .filter(group -> !group.isSingle())
        .forEach(group -> group.nodes().forEach(node -> groups.put(node.name(), group)));
  }

  /** Fit to be drawn; empty for none. */
  String of(List<String> blockers) {
    Set<String> all = Set.copyOf(blockers);
    Set<String> names = new LinkedHashSet<>();
    for (String blocker : blockers) {
      NodeGroup group = groups.get(blocker);
      names.add(group != null && isWhole(group, all) ? group.label() : blocker);
    }
    String some = String.join(", ", names.stream().limit(MOST).toList());
    int more = names.size() - MOST;
    return Drawable.of(more > 0 ? some + " and " + more + " more" : some);
  }

  private static boolean isWhole(NodeGroup group, Set<String> blockers) {
    return group.nodes().stream().map(PlanView.Node::name).allMatch(blockers::contains);
  }
}
