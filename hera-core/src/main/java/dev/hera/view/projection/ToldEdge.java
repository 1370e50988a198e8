package dev.hera.view.projection;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.role.RoleId;
import java.util.ArrayList;
import java.util.List;

/**
 * An edge that an event tells of.
 *
 * @param added false when it was removed
 */
public record ToldEdge(RoleId blocked, RoleId blocker, boolean added) {

  /** All that an event tells of; none for most events. */
  public static List<ToldEdge> of(Event event) {
    RoleId blocked = event.subject();
    if (blocked == null) {
      return List.of();
    }
    EventKind kind = event.kind();
    if (kind == EventKind.EDGE_ADDED || kind == EventKind.EDGE_REMOVED) {
      RoleId blocker = role(ToldFields.field(event.changes(), "blocker"));
      return List.of(new ToldEdge(blocked, blocker, kind == EventKind.EDGE_ADDED));
    }
    boolean node = kind == EventKind.NODE_PLANNED || kind == EventKind.ROLE_ADDED;
    return node ? ofNode(blocked, event.changes().getOrDefault("blockers", "")) : List.of();
  }

  private static List<ToldEdge> ofNode(RoleId node, String blockers) {
    List<ToldEdge> told = new ArrayList<>();
    for (String blocker : blockers.split(",", -1)) {
      if (!blocker.isEmpty()) {
        told.add(new ToldEdge(node, role(blocker), true));
      }
    }
    return told;
  }

  private static RoleId role(String id) {
    return new RoleId(Long.parseLong(id));
  }

  Edge.Key key() {
    return new Edge.Key(blocked, blocker);
  }
}
