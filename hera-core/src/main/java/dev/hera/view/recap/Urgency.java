package dev.hera.view.recap;

import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.view.PlanView;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What a node asks of its coordinator, the most urgent first. */
enum Urgency {
  /** Its worker reported {@code blocked}. */
  ANSWER,
  /** It failed, or its start does. */
  MEND,
  /** It was accepted without a {@code done}, so what waits for it is held. */
  RELEASE,
  HELD,
  /** It runs, starts, or waits for a place. */
  UNDER_WAY,
  ACCEPT,
  /** It waits for others. */
  PLANNED,
  OVER;

  /**
   * The urgency of a node.
   *
   * @param restarted the nodes whose session began after their last report
   */
  static Urgency of(PlanView.Node node, Set<RoleId> restarted) {
    if (restarted.contains(node.roleId())) {
      return UNDER_WAY;
    }
    return switch (node.state()) {
      case FAILED -> MEND;
      case HELD -> HELD;
      case READY -> node.lastError() == null ? UNDER_WAY : MEND;
      case WORKING -> node.status() == Status.BLOCKED ? ANSWER : UNDER_WAY;
      case PENDING -> UNDER_WAY;
      case IN_REVIEW -> ACCEPT;
      case PLANNED -> PLANNED;
      case DONE -> node.status() == Status.DONE ? OVER : RELEASE;
      case CANCELLED -> OVER;
    };
  }

  /** The nodes of a plan, the most urgent first; otherwise in role-id order. */
  static List<PlanView.Node> sorted(PlanView plan, Set<RoleId> restarted) {
    return plan.nodes().stream().sorted(Comparator.comparing(node -> of(node, restarted))).toList();
  }
}
