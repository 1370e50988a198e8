package dev.hera.plan;

import dev.hera.vocabulary.Verb;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a worker is told before its own prompt (G18, G19). */
public final class Orientation {
  private Orientation() {}

  /**
   * A worker's part in the plan.
   *
   * @param coordinator the coordinator's role name, or null when there is none
   * @param hasBlockers whether the node waited for others
   * @param child the orchestrator that a sub-coordinator leads, or null for a plain worker (G20)
   */
  public record Mission(
      String orchestrator,
      String role,
      @Nullable String coordinator,
      boolean hasBlockers,
      @Nullable String child,
      String prompt) {}

  /** How a worker's branch stands to one of a blocker. */
  public enum Standing {
    BASE("your branch stands on this one"),
    MERGED("merged: your branch contains it"),
    CONTAINED("your base contains it"),
    MISSING("not in your base: merge it when you need it");

    private final String words;

    Standing(String words) {
      this.words = words;
    }
  }

  /** A branch of a blocker, and the blocker's name. */
  public record Upstream(String blocker, String branch, Standing standing) {}

  /**
   * What a worker should know of a blocker's work.
   *
   * @param remark a clause without a full stop, or null
   */
  public record Note(String blocker, int uncommitted, @Nullable String remark) {}

  /**
   * On what a worker stands.
   *
   * @param branch its own branch, or null when it has none
   * @param upstream the branches of its blockers, the one that it stands on first
   * @param remarks whole sentences about the place
   */
  public record Ground(
      @Nullable String branch, List<Upstream> upstream, List<Note> notes, List<String> remarks) {

    /** Nothing is known of it. */
    public static final Ground NONE = new Ground(null, List.of(), List.of(), List.of());
  }

  /**
   * The whole text for the agent of a node.
   *
   * @param words puts what the agent calls the verbs in the place of their marks; is given what
   *     Hera says, and not the mission
   */
  public static String forNode(Mission mission, Ground ground, UnaryOperator<String> words) {
    StringBuilder text =
        new StringBuilder(whoYouAre(mission.orchestrator(), mission.role(), mission.coordinator()));
    if (mission.hasBlockers()) {
      text.append("Everything that you waited for is done: your own work may now begin.\n");
    }
    text.append(place(ground));
    if (mission.child() != null) {
      text.append(
          LEAD.formatted(mission.child(), Verb.PLAN, mission.orchestrator(), mission.child()));
    }
    text.append(HOW_TO_REPORT.formatted(Verb.ALL, Verb.SEND, Verb.INBOX));
    return words.apply(text.toString()) + '\n' + mission.prompt();
  }

  private static String place(Ground ground) {
    StringBuilder text = new StringBuilder();
    if (ground.branch() != null) {
      text.append(WORKTREE.formatted(ground.branch()));
    }
    boolean others = ground.upstream().stream().anyMatch(one -> one.standing() != Standing.BASE);
    if (others) {
      text.append(branches(ground.upstream()));
    }
    ground.notes().forEach(note -> text.append(about(note)));
    ground.remarks().forEach(remark -> text.append(remark).append('\n'));
    return text.toString();
  }

  private static String about(Note note) {
    StringBuilder text = new StringBuilder();
    if (note.remark() != null) {
      text.append("The work of %s: %s.\n".formatted(note.blocker(), note.remark()));
    }
    if (note.uncommitted() > 0) {
      text.append(
          "%s %s; they are not in your base.\n"
              .formatted(note.blocker(), left(note.uncommitted())));
    }
    return text.toString();
  }

  /** How many uncommitted files somebody left, as a clause. */
  public static String left(int uncommitted) {
    return "left %d uncommitted %s".formatted(uncommitted, uncommitted == 1 ? "file" : "files");
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
    for (Upstream one : upstream) {
      text.append("- %s of %s (%s)\n".formatted(one.branch(), one.blocker(), one.standing().words));
    }
    return text.toString();
  }

  private static final String WORKTREE =
      """
      Your branch is %s, in a worktree of its own. Commit your work on it before you report done: \
      others go on from your commits, and never see what is not committed. Files that git ignores, \
      such as .env or installed packages, are not in the worktree.
      """;

  private static final String LEAD =
      """
      You own the decomposition of your goal: you coordinate an orchestrator of your own, %s. Plan \
      its nodes (%s), see to its workers, and answer for the whole. You have two roles, so \
      name the orchestrator in every call: %s to report, %s to coordinate.

      """;

  private static final String HOW_TO_REPORT =
      """
      How to report, with %s:
      1. Check in with one %s to your coordinator carrying status=working, then read \
      %s(`timeout`=50) for go or wait.
      2. Every message of yours needs a status: idle, working, blocked, done or failed.
      3. Finish with status done, or failed when you cannot do it: others wait for your report.
      When a tool answers "fenced", stop at once and touch nothing more. When a call fails without an \
      answer of Hera's, Hera may be restarting: repeat it for at least a minute before you give up.

      Your mission:
      """;
}
