package dev.hera.work;

import dev.hera.message.MessageRules;
import dev.hera.plan.Gate;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Orientation;
import dev.hera.role.Names;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.vocabulary.Verb;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of the notices that Hera itself writes to a coordinator (G12, G14, G18, G26). */
public final class Notices {
  private Notices() {}

  /** A subject in one line and the text below it. */
  public record Notice(String tldr, String body) {}

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
            + " is released when %s reports done; when you remove the edge (%s, blocked %s, blocker %s); "
                .formatted(blocker, Verb.UNBLOCK, node, blocker)
            + "or give up the node with "
            + Verb.PLAN_NODE_CANCEL
            + ".");
  }

  /** A node failed, and no other one is held by that (G12). */
  static Notice failed(String node, String briefly, String why, String remedy) {
    return notice(
        "failed: " + node + " (" + briefly + ")",
        "%s counts as failed, because %s.%n%s".formatted(node, why, remedy));
  }

  /** A worker runs and has not called in the time that it is given. */
  public static Notice silent(String node, Duration limit) {
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
                  + "It is released by an edit of the node or by new commits of a blocker's"
                  + " branch.");
      case LAUNCH_UNKNOWN, BLOCKER_FAILED ->
          notice(
              "held: " + node + " (launch unknown)",
              "Nobody can tell whether the worker of %s was started: %s.%n".formatted(node, why)
                  + "It is not started again by itself; a person decides whether to adopt, retry or"
                  + " give up: "
                  + Verb.REVIVE
                  + " has the person asked.");
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
        "unblocked: " + node + " (" + what + " recovered)" + (held ? "; still held by " + by : ""),
        "%s is no longer held by %s. %s"
            .formatted(node, what, held ? "It stays held by " + by + "." : whatIsTrueNow(gate)));
  }

  /**
   * The branches of a node's blockers do not conflict any more (G14).
   *
   * @param changed what changed since
   */
  static Notice conflictOver(String node, String changed, Gate gate) {
    return notice(
        "unblocked: " + node + " (its branches changed)",
        "%s is no longer held by a merge conflict: %s. %s"
            .formatted(node, changed, whatIsTrueNow(gate)));
  }

  private static String whatIsTrueNow(Gate gate) {
    if (gate.working() > 0) {
      return "It still waits for " + gate.working() + " of its blockers.";
    }
    return "All its blockers are satisfied: it starts.";
  }

  /** A node stands on one of several branches (G18). */
  public static Notice fanIn(
      String node, @Nullable String base, List<String> merged, List<String> missing) {
    String ground = base == null ? "the project's default branch" : base;
    StringBuilder body =
        new StringBuilder(
            "%s has blockers with branches of their own and stands on %s.".formatted(node, ground));
    if (!merged.isEmpty()) {
      body.append("%nMerged into its branch: %s.".formatted(String.join(", ", merged)));
    }
    if (!missing.isEmpty()) {
      body.append("%nNot in its base: %s.".formatted(String.join(", ", missing)));
    }
    return notice("fan-in: " + node + " stands on " + ground, body.toString());
  }

  /** Something about the place of a node's worker. */
  public static Notice place(String node, List<String> remarks) {
    return notice("worktree of " + node + ": " + remarks.get(0), String.join("\n", remarks));
  }

  /** A worker's work is not as it was noted, or not all of it is committed (G17). */
  static Notice workFound(String role, FoundWork work) {
    StringBuilder body = new StringBuilder();
    if (work.remark() != null) {
      body.append("The work of %s: %s.%n".formatted(role, work.remark()));
    }
    if (work.uncommitted() > 0) {
      body.append(
          "%s %s: what waits for it starts without them. Ask %s to commit them (%s; %s when its session has ended)."
              .formatted(role, Orientation.left(work.uncommitted()), role, Verb.SEND, Verb.REVIVE));
    }
    String what =
        work.uncommitted() > 0 ? Orientation.left(work.uncommitted()) : "not where it was noted";
    return notice("work of " + role + ": " + what, body.toString().strip());
  }

  /** A node could not be started several times in a row (G26). */
  public static Notice notStarted(String node, int attempts, String error) {
    return notice(
        "not started: " + node + " (" + attempts + " attempts)",
        "%s could not be started %d times in a row. The last error: %s.%n"
                .formatted(node, attempts, error)
            + "Hera goes on trying. Edit the node (%s), or cancel it (%s)."
                .formatted(Verb.PLAN_NODE_UPDATE, Verb.PLAN_NODE_CANCEL));
  }

  /** A node cannot be started as things are (G26). */
  public static Notice cannotStart(String node, String error) {
    return notice(
        "not started: " + node + " (" + error + ")",
        "%s cannot be started: %s%n".formatted(node, sentence(error))
            + "Repeating it cannot help, so Hera tries again only when this has changed: it looks"
            + " once per sweep, and at once when a branch that it needs changes or after "
            + Verb.PLAN_NODE_UPDATE
            + " (prompt, project, `baseBranch`). "
            + Verb.PLAN_NODE_CANCEL
            + " gives the node up.");
  }

  private static String sentence(String error) {
    return error.endsWith(".") ? error : error + ".";
  }

  /** A coordinator accepted a role's work. */
  public static Notice accepted(String role, @Nullable String text) {
    return notice(
        "accepted: " + role,
        text == null ? "Your work is accepted; nothing more is to be done." : text);
  }

  private static Notice notice(String tldr, String body) {
    return new Notice(Names.plainLine(tldr, MessageRules.MAX_TLDR_CODE_POINTS), body);
  }
}
