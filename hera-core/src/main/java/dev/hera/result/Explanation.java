package dev.hera.result;

import dev.hera.plan.HoldReason;
import dev.hera.plan.OutcomeRule;
import dev.hera.plan.WorkerEnd;
import dev.hera.role.NodeKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a node has or has not started, as {@code Participant.explain} tells it; from the rule G1
 * alone.
 *
 * @param state the node's state as results show it, for instance {@code held}
 * @param since since when it is in that state, or null when nothing tells
 * @param kind whether it is a worker or a sub-coordinator
 * @param mission its prompt, or its goal when it is a sub-coordinator
 * @param project the project that it works in, or null
 * @param branch the branch of the task that it last ran as, or null
 * @param host the name of the host that starts or started it, or null when there is none
 * @param attempts how many starts failed one after the other
 * @param lastError why the last start failed or is held, or null
 * @param queue what it waits for when it is ready and all its places are taken, or null
 * @param blockers what it waits for or waited for, in role-id order
 * @param waitedBefore blockers whose edge was removed, in the order of their removal
 * @param lateResults what workers of ended epochs still reported (G25), the latest {@value
 *     #MOST_LATE_RESULTS} in the order of their coming; all of them are in the history
 * @param heldReason why the launch itself is held, or null
 * @param heldDetails what is known of that, or null
 * @param reason why it failed or what its worker is waited for, as sentences, or null
 * @param end how its worker's session ended before it was done, or null
 * @param wouldRelease what would let it start, as sentences; empty when nothing is to be done
 */
public record Explanation(
    String name,
    String state,
    @Nullable Instant since,
    NodeKind kind,
    String mission,
    @Nullable String project,
    @Nullable String branch,
    @Nullable String host,
    int attempts,
    @Nullable String lastError,
    @Nullable Queue queue,
    List<Blocker> blockers,
    List<Former> waitedBefore,
    List<LateResult> lateResults,
    @Nullable HoldReason heldReason,
    @Nullable String heldDetails,
    @Nullable String reason,
    @Nullable WorkerEnd end,
    List<String> wouldRelease) {

  /** How many late results are shown. */
  public static final int MOST_LATE_RESULTS = 10;

  /**
   * The place that a ready node waits for (G11).
   *
   * @param limit how many workers may run at a time
   * @param orchestrator whose limit it is, or null when it is that of the whole Hera
   * @param holders the workers that hold the places, in role-id order
   * @param position its place in the queue for them, from 1
   */
  public record Queue(
      int limit, @Nullable String orchestrator, List<String> holders, int position) {}

  /**
   * One blocker, the row of G1 that decides for it, and since when.
   *
   * @param because why, as the end of a sentence about the blocker
   */
  public record Blocker(String name, OutcomeRule rule, String because, @Nullable Instant since) {}

  /** A blocker that the node waited for until its edge was removed. */
  public record Former(String name, Instant until) {}

  /**
   * What a fenced worker reported after its epoch had ended; it changed nothing.
   *
   * @param epoch the epoch of the worker's token
   * @param status the status that it gave, as on the wire, or null
   */
  public record LateResult(
      Instant at,
      int epoch,
      @Nullable String status,
      @Nullable String tldr,
      @Nullable String body,
      @Nullable String handoffNote) {}
}
