package dev.hera;

import dev.hera.message.MessageRules;
import dev.hera.plan.Gate;
import dev.hera.plan.HoldReason;
import dev.hera.role.Names;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of the notices that Hera itself writes to a coordinator (G12, G14, G18, G26). */
final class Notices {
  private Notices() {}

  /** A subject in one line and the text below it. */
  record Notice(String tldr, String body) {}

  /**
   * A node cannot start because a blocker failed (G12).
   *
   * @param remedy what can be done about the blocker, as sentences; perhaps empty
   */
  static Notice held(String node, String blocker, String why, String remedy) {
    return notice(
        "held: " + node + " (" + blocker + " failed)",
        "%s cannot start: its blocker %s counts as failed, because %s.%n"
                .formatted(node, blocker, why)
            + (remedy.isEmpty() ? "" : remedy + "\n")
            + node
            + " is released when %s reports done; when you remove the edge (hera_unblock, blocked %s, blocker %s); "
                .formatted(blocker, node, blocker)
            + "or give up the node with hera_plan_node_cancel.");
  }

  /** A node failed, and no other one is held by that (G12). */
  static Notice failed(String node, String briefly, String why, String remedy) {
    return notice(
        "failed: " + node + " (" + briefly + ")",
        "%s counts as failed, because %s.%n%s".formatted(node, why, remedy));
  }

  /** A worker runs and has not called in the time that it is given. */
  static Notice silent(String node, Duration limit) {
    return notice(
        "pending: " + node + " (it runs and has not called yet)",
        "The worker of %s runs for %d s and has not called a tool of Hera yet.%n"
                .formatted(node, limit.toSeconds())
            + "Most often its MCP set-up is at fault, or it waits for somebody to allow something:"
            + " look at its log. Nothing is done about it by itself; when it is stopped, its end"
            + " is told.");
  }

  /** A node cannot start because its launch waits for a person (G3). */
  static Notice heldByLaunch(String node, HoldReason reason, String why) {
    return switch (reason) {
      case MERGE_CONFLICT ->
          notice(
              "held: " + node + " (merge conflict)",
              "%s cannot start: the branches of its blockers do not merge. %s%n"
                      .formatted(node, why)
                  + "It is released by an edit of the node or by new commits of a blocker's branch.");
      case LAUNCH_UNKNOWN, BLOCKER_FAILED ->
          notice(
              "held: " + node + " (launch unknown)",
              "Nobody can tell whether the worker of %s was started: %s.%n".formatted(node, why)
                  + "It is not started again by itself; a person decides whether to adopt, retry or give up.");
    };
  }

  /**
   * What held a node does so no more (G14).
   *
   * @param what the blocker that had failed, or the launch
   * @param gate the node's gate as it is now
   * @param holders what else still holds the node; empty when nothing does
   */
  static Notice recovered(String node, String what, Gate gate, List<String> holders) {
    boolean held = !holders.isEmpty();
    String by = String.join(", ", holders);
    return notice(
        held
            ? "still held: " + node + " by " + by + " (" + what + " recovered)"
            : "unblocked: " + node + " (" + what + " recovered)",
        "%s is no longer held by %s. %s"
            .formatted(node, what, held ? "It stays held by " + by + "." : whatIsTrueNow(gate)));
  }

  private static String whatIsTrueNow(Gate gate) {
    if (gate.working() > 0) {
      return "It still waits for " + gate.working() + " of its blockers.";
    }
    return "All its blockers are satisfied: it starts.";
  }

  /** A node stands on one of several branches (G18). */
  static Notice fanIn(String node, String base, List<String> others) {
    return notice(
        "fan-in: " + node + " stands on " + base,
        "%s has several blockers and stands on %s.%nNot in its base: %s."
            .formatted(node, base, String.join(", ", others)));
  }

  /** A node could not be started several times in a row (G26). */
  static Notice notStarted(String node, int attempts, String error) {
    return notice(
        "not started: " + node + " (" + attempts + " attempts)",
        "%s could not be started %d times in a row. The last error: %s.%n"
                .formatted(node, attempts, error)
            + "Hera goes on trying. Edit the node (hera_plan_node_update), or cancel it (hera_plan_node_cancel).");
  }

  /** A node cannot be started as things are (G26). */
  static Notice cannotStart(String node, String error) {
    return notice(
        "not started: " + node + " (" + error + ")",
        "%s cannot be started: %s%n".formatted(node, sentence(error))
            + "Repeating it cannot help, so Hera tries again only when this has changed: it looks"
            + " once per sweep, and at once after hera_plan_node_update. hera_plan_node_cancel"
            + " gives the node up.");
  }

  private static String sentence(String error) {
    return error.endsWith(".") ? error : error + ".";
  }

  /** A coordinator accepted a role's work. */
  static Notice accepted(String role, @Nullable String text) {
    return notice(
        "accepted: " + role,
        text == null ? "Your work is accepted; nothing more is to be done." : text);
  }

  private static Notice notice(String tldr, String body) {
    return new Notice(Names.plainLine(tldr, MessageRules.MAX_TLDR_CODE_POINTS), body);
  }
}
