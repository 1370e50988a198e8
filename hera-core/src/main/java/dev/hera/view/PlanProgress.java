package dev.hera.view;

import dev.hera.role.RoleId;
import dev.hera.role.Status;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a plan has reached its end, goes on by itself, or waits for somebody to act. */
public enum PlanProgress {
  /** Every node that is not cancelled reports {@code done}. */
  COMPLETE,
  /** A node runs, starts, or waits for a place; its next report changes the plan. */
  UNDER_WAY,
  /** Nothing runs or will start by itself, and not all is done; so it is with an empty plan. */
  STUCK;

  /** The name in results, for instance {@code under_way}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The progress of a plan.
   *
   * @param failing the ready nodes that do not start, as their coordinator was told (G26)
   * @param restarted the nodes whose session began after their last report, so that it says nothing
   *     of how they go on
   */
  public static PlanProgress of(PlanView plan, Set<RoleId> failing, Set<RoleId> restarted) {
    if (plan.isComplete()) {
      return COMPLETE;
    }
    Set<String> names = names(plan);
    return plan.nodes().stream()
            .filter(node -> !failing.contains(node.roleId()))
            .anyMatch(node -> restarted.contains(node.roleId()) || goesOn(node, names))
        ? UNDER_WAY
        : STUCK;
  }

  /**
   * The nodes that somebody has to act on: those that failed, are held or do not start, those whose
   * worker asks for help ({@code blocked}), and those that were accepted without having reported
   * {@code done}.
   *
   * @param failing the ready nodes that do not start, as their coordinator was told (G26)
   * @param restarted those whose session began after their last report; none of them is meant
   */
  public static List<PlanView.Node> holding(
      PlanView plan, Set<RoleId> failing, Set<RoleId> restarted) {
    return plan.nodes().stream()
        .filter(node -> !restarted.contains(node.roleId()))
        .filter(node -> failing.contains(node.roleId()) || isHolding(node))
        .toList();
  }

  private static Set<String> names(PlanView plan) {
    return plan.nodes().stream().map(PlanView.Node::name).collect(Collectors.toSet());
  }

  /** A planned node may wait for somebody outside of the plan, whose report nobody here can see. */
  private static boolean goesOn(PlanView.Node node, Set<String> names) {
    return goesOn(node.state(), node.status())
        || (node.state() == ViewState.PLANNED && !names.containsAll(node.blockers()));
  }

  /**
   * Whether a node in this state goes on by itself, whatever the others do. A ready one does unless
   * it is one of those that do not start.
   *
   * @param status what it last reported, or null
   */
  public static boolean goesOn(ViewState state, @Nullable Status status) {
    return switch (state) {
      case READY, PENDING -> true;
      case WORKING -> status != Status.BLOCKED;
      case PLANNED, HELD, FAILED, IN_REVIEW, DONE, CANCELLED -> false;
    };
  }

  private static boolean isHolding(PlanView.Node node) {
    return switch (node.state()) {
      case HELD, FAILED -> true;
      case WORKING -> node.status() == Status.BLOCKED;
      case DONE -> node.status() != Status.DONE;
      case READY, PENDING, PLANNED, IN_REVIEW, CANCELLED -> false;
    };
  }
}
