package dev.hera.vocabulary;

import java.util.Locale;

/**
 * What can be asked of Hera. In a sentence a verb stands as its {@linkplain #toString mark}, the
 * method of the facade that does it: "see the plan with {@code `Participant.plan`}". An adapter,
 * whose callers know the verbs by other names, puts these in the place of the marks.
 */
public enum Verb {
  NEW_ORCHESTRATOR("Newcomer.newOrchestrator"),
  JOIN("Newcomer.join"),
  MEMBERSHIP("Participant.membership"),
  STATUS("Participant.report"),
  SEND("Participant.send"),
  INBOX("Participant.inbox"),
  MARK_READ("Participant.markRead"),
  TREE_UPDATES("Participant.treeUpdates"),
  GET_MESSAGES("Participant.messages"),
  SPAWN_WORKER("Coordinator.spawn"),
  PLAN_NODE("Coordinator.plan"),
  BLOCK("Coordinator.block"),
  PLAN("Coordinator.submit"),
  PLAN_NODE_UPDATE("Coordinator.update"),
  UNBLOCK("Coordinator.unblock"),
  PLAN_NODE_CANCEL("Coordinator.cancel"),
  PLAN_SHOW("Participant.plan"),
  EXPLAIN("Participant.explain"),
  ACCEPT("Coordinator.accept"),
  REVIVE("Coordinator.revive"),
  MOVE("Participant.move"),
  LEAVE("Participant.leave"),
  REBIND("Newcomer.rebind"),
  ARCHIVE("Coordinator.archive"),
  AWAIT_OUTCOME("Coordinator.awaitOutcome");

  /** The mark of all verbs that everybody may use. */
  public static final String ALL = "`Participant`";

  private final String method;
  private final String mark;

  Verb(String method) {
    this.method = method;
    this.mark = "`" + method + "`";
  }

  /** The stable name, for instance {@code plan_show}: under it answers are kept. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The method of the facade, for instance {@code Participant.plan}. */
  public String method() {
    return method;
  }

  /** The mark: the method in backquotes, as no name in Hera can be written. */
  @Override
  public String toString() {
    return mark;
  }
}
