package dev.hera.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a worker is told before its own prompt (G18, G19). */
public final class Orientation {
  private Orientation() {}

  /** A branch of a blocker, and the blocker's name. */
  public record Upstream(String blocker, String branch) {}

  /**
   * The whole text for the agent of a node.
   *
   * @param coordinator the coordinator's role name, or null when there is none
   * @param hasBlockers whether the node waited for others
   * @param upstream the branches of its blockers, the one that it stands on first
   * @param child the orchestrator that a sub-coordinator leads, or null for a plain worker (G20)
   */
  public static String forNode(
      String orchestrator,
      String role,
      @Nullable String coordinator,
      boolean hasBlockers,
      List<Upstream> upstream,
      @Nullable String child,
      String prompt) {
    StringBuilder text = new StringBuilder(whoYouAre(orchestrator, role, coordinator));
    if (hasBlockers) {
      text.append("Everything that you waited for is done: your own work may now begin.\n");
    }
    if (upstream.size() > 1) {
      text.append(branches(upstream));
    }
    if (child != null) {
      text.append(LEAD.formatted(child, orchestrator, child));
    }
    return text.append(HOW_TO_REPORT).append('\n').append(prompt).toString();
  }

  private static String whoYouAre(String orchestrator, String role, @Nullable String coordinator) {
    String lead =
        coordinator == null
            ? "It has no coordinator yet."
            : "Its coordinator is " + coordinator + ".";
    return "You are "
        + role
        + ", a worker of the orchestrator "
        + orchestrator
        + ". "
        + lead
        + "\n";
  }

  private static String branches(List<Upstream> upstream) {
    StringBuilder text = new StringBuilder("Your work stands on several branches:\n");
    for (int i = 0; i < upstream.size(); i++) {
      Upstream one = upstream.get(i);
      text.append("- ").append(one.branch()).append(" of ").append(one.blocker());
      text.append(
          i == 0
              ? " (your branch stands on this one)\n"
              : " (not in your base: merge it when you need it)\n");
    }
    return text.toString();
  }

  private static final String LEAD =
      """
      You own the decomposition of your goal: you coordinate an orchestrator of your own, %s. Plan \
      its nodes (hera_plan), see to its workers, and answer for the whole. You have two roles, so \
      name the orchestrator in every call: %s to report, %s to coordinate.

      """;

  private static final String HOW_TO_REPORT =
      """
      How to report, with the hera_* tools:
      1. Check in with one hera_send to your coordinator carrying status=working, then read \
      hera_inbox(timeout_seconds=50) for go or wait.
      2. Every message of yours needs a status: idle, working, blocked, done or failed.
      3. Finish with status done, or failed when you cannot do it: others wait for your report.
      When a tool answers "fenced", stop at once and touch nothing more.

      Your mission:
      """;
}
