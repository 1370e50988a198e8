package dev.hera.view.recap;

import dev.hera.role.RoleId;
import dev.hera.view.PlanProgress;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A plan of any size in {@value #BYTES} bytes: how many nodes are in which state, and of each why,
 * as far as there is room, those that somebody has to act on first.
 *
 * @param counts how many nodes are in each state, zero counts left out
 * @param leftOut for how many nodes there was no room
 */
public record PlanDigest(
    PlanProgress progress, Map<ViewState, Integer> counts, List<Line> nodes, int leftOut) {

  /** About how long its lines are together. */
  public static final int BYTES = 1_300;

  private static final int FRAME = 34;
  private static final int LONGEST_WHY = 150;
  private static final int MOST_NAMES = 2;
  private static final Set<ViewState> SATISFIED =
      EnumSet.of(ViewState.DONE, ViewState.IN_REVIEW, ViewState.CANCELLED);

  public PlanDigest {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param why why it is in this state, or what is to be known of it, or null
   */
  public record Line(String name, ViewState state, @Nullable String why) {}

  /**
   * The digest of a plan.
   *
   * @param restarted the nodes whose session began after their last report
   * @param cause why a node failed, as the end of a sentence; asked only for what there is room for
   */
  public static PlanDigest of(
      PlanView plan,
      PlanProgress progress,
      Set<RoleId> restarted,
      Function<PlanView.Node, String> cause) {
    Map<String, ViewState> states =
        plan.nodes().stream().collect(Collectors.toMap(PlanView.Node::name, PlanView.Node::state));
    Room room = new Room(BYTES);
    List<Line> lines = new ArrayList<>();
    for (PlanView.Node node : Urgency.sorted(plan, restarted)) {
      String why =
          restarted.contains(node.roleId())
              ? "started again since it reported " + node.state().wire()
              : why(node, states, cause);
      Line line =
          new Line(node.name(), node.state(), why == null ? null : Room.line(why, LONGEST_WHY));
      if (!room.takes(FRAME, line.name(), line.state().wire(), line.why())) {
        break;
      }
      lines.add(line);
    }
    return new PlanDigest(progress, plan.counts(), lines, plan.nodes().size() - lines.size());
  }

  private static @Nullable String why(
      PlanView.Node node, Map<String, ViewState> states, Function<PlanView.Node, String> cause) {
    return switch (node.state()) {
      case FAILED -> cause.apply(node);
      case HELD -> node.lastError() != null ? node.lastError() : "behind " + failed(node, states);
      case READY -> node.lastError() == null ? null : "its start failed: " + node.lastError();
      case WORKING -> Urgency.of(node, Set.of()) == Urgency.ANSWER ? "asks for help" : null;
      case PENDING -> "has not called yet";
      case PLANNED -> "after " + names(node.blockers(), name -> isOpen(states.get(name)));
      case IN_REVIEW -> node.branch() == null ? null : "on " + node.branch();
      case DONE ->
          Urgency.of(node, Set.of()) == Urgency.RELEASE
              ? "accepted without done, so what waits for it is held"
              : null;
      case CANCELLED -> null;
    };
  }

  private static boolean isOpen(@Nullable ViewState blocker) {
    return blocker == null || !SATISFIED.contains(blocker);
  }

  private static String failed(PlanView.Node node, Map<String, ViewState> states) {
    Function<String, Boolean> isFailed = name -> states.get(name) == ViewState.FAILED;
    return node.blockers().stream().anyMatch(isFailed::apply)
        ? names(node.blockers(), isFailed)
        : names(node.blockers(), name -> isOpen(states.get(name)));
  }

  private static String names(List<String> all, Function<String, Boolean> wanted) {
    List<String> names = all.stream().filter(wanted::apply).toList();
    int more = names.size() - MOST_NAMES;
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
