package dev.hera.plan;

import dev.hera.role.BindingId;
import dev.hera.role.HostId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The starting of a node's worker (G21): the outbox entry of the transaction that made the node
 * ready, and the record of every attempt since. A role has at most one.
 *
 * @param options what the coordinator asked for beyond the node's own mission
 * @param epoch counts the claims; a worker's token speaks for one epoch only
 * @param owner the gater that claimed it, or null
 * @param host the host that claimed it last and has what came of it, or null when it belongs to
 *     none
 * @param due when a gater must look at it: at once for a request, the end of the back-off for a
 *     failed start, the end of the lease for a claimed one; null when nothing is to be done
 * @param attempts how many starts failed one after the other
 * @param lastError why the last start failed or is held, or null
 * @param heldReason why it waits for a person, or null
 * @param task the task of the current attempt, or null
 * @param binding the binding of the current attempt, or null
 * @param accepted when the worker of this epoch first called Hera, or null
 * @param occupiesPlace whether it counts against the limits of live workers (G11)
 */
public record Launch(
    LaunchId id,
    OrchestratorId orchestrator,
    RoleId role,
    LaunchKey key,
    LaunchOptions options,
    int epoch,
    LaunchState state,
    @Nullable String owner,
    @Nullable HostId host,
    @Nullable Instant due,
    int attempts,
    @Nullable String lastError,
    @Nullable HoldReason heldReason,
    @Nullable TaskId task,
    @Nullable BindingId binding,
    @Nullable Instant accepted,
    boolean occupiesPlace) {
  /** How many failures in a row the coordinator is told of, once (G26). */
  public static final int TOLD_AFTER = 5;

  /** A new launch of a node that is ready. */
  public static Launch request(
      LaunchId id,
      OrchestratorId orchestrator,
      RoleId role,
      LaunchKey key,
      LaunchOptions options,
      Instant now) {
    return new Launch(
        id,
        orchestrator,
        role,
        key,
        options,
        0,
        LaunchState.REQUESTED,
        null,
        null,
        now,
        0,
        null,
        null,
        null,
        null,
        null,
        false);
  }

  /** Whether a gater has claimed it (G22). */
  public boolean isClaimed() {
    return owner != null;
  }

  /** The launch, to be looked at by a gater at {@code when}, or never when that is null. */
  public Launch dueAt(@Nullable Instant when) {
    return with(change -> change.due = when);
  }

  /**
   * Whether its start failed for good, so that, while its node is ready, it waits for a change of
   * what it failed by (G26).
   */
  public boolean isGivenUpForNow() {
    return state == LaunchState.FAILED
        && owner == null
        && due == null
        && heldReason == null
        && attempts > 0;
  }

  /**
   * Whether the coordinator was told that its start fails, for good or again and again, and nothing
   * has it tried now (G26).
   */
  public boolean isToldToFail(Instant now) {
    return state == LaunchState.FAILED
        && owner == null
        && (due == null || (attempts >= TOLD_AFTER && due.isAfter(now)));
  }

  /** The launch of a node for which other options are asked. */
  public Launch withOptions(LaunchOptions newOptions) {
    return with(change -> change.options = newOptions);
  }

  /**
   * The launch claimed by {@code newOwner} for a new epoch, until its lease ends (G22).
   *
   * @param newHost the host that the owner is a gater of, or null
   */
  public Launch claimedBy(String newOwner, @Nullable HostId newHost, Instant leaseEnd) {
    return after(
        LaunchEvent.CLAIMED,
        change -> {
          change.epoch++;
          change.lease(newOwner, newHost, leaseEnd);
          change.heldReason = null;
          change.accepted = null;
          change.occupiesPlace = true;
        });
  }

  /** The launch given back by its gater: the node is no longer ready, or the claim was in vain. */
  public Launch givenBack(@Nullable Instant when) {
    return after(
        LaunchEvent.GIVEN_BACK,
        change -> {
          change.owner = null;
          change.host = null;
          change.due = when;
          change.occupiesPlace = false;
        });
  }

  /** The launch whose task and binding exist, so that the launcher may now be called (G23). */
  public Launch placed(TaskId newTask, BindingId newBinding, Instant leaseEnd) {
    return after(
        LaunchEvent.PLACED,
        change -> {
          change.due = leaseEnd;
          change.heldReason = null;
          change.task = newTask;
          change.binding = newBinding;
          change.accepted = null;
          change.occupiesPlace = true;
        });
  }

  /** The launch, owned by another gater that found its worker running (G25). */
  public Launch takenOverBy(String newOwner, @Nullable HostId newHost, Instant leaseEnd) {
    return after(LaunchEvent.TAKEN_OVER, change -> change.lease(newOwner, newHost, leaseEnd));
  }

  /** The launch whose worker called; the count of failures is cleared (G23a, G26). */
  public Launch connectedAt(Instant when) {
    return after(LaunchEvent.CONNECTED, change -> change.connect(when));
  }

  /** The launch whose worker keeps its task although no new session of it could be started. */
  public Launch keptAt(Instant when) {
    return after(LaunchEvent.KEPT, change -> change.connect(when));
  }

  /** The launch after a failed start, to be retried at {@code retry} (G26). */
  public Launch failedWith(String error, @Nullable Instant retry) {
    return after(
        LaunchEvent.FAILED,
        change -> {
          change.endAttempt(error, retry);
          change.attempts++;
        });
  }

  /** The launch held for a conflict of branches, to be tried again by itself (G3). */
  public Launch conflicted(String error, Instant again) {
    return after(
        LaunchEvent.CONFLICTED,
        change -> {
          change.endAttempt(error, again);
          change.heldReason = HoldReason.MERGE_CONFLICT;
        });
  }

  /** The launch held until a person decides whether its worker runs (G27). */
  public Launch lost(String error) {
    return after(
        LaunchEvent.LOST,
        change -> {
          change.free(null);
          change.lastError = error;
          change.heldReason = HoldReason.LAUNCH_UNKNOWN;
          change.accepted = null;
          change.occupiesPlace = true;
        });
  }

  /** The launch as it was requested, after a start that was not gone through with. */
  public Launch undone() {
    return after(LaunchEvent.UNDONE, change -> change.endAttempt(lastError, null));
  }

  /** The launch freed of what held it, to be tried now. */
  public Launch releasedAt(Instant now) {
    return after(LaunchEvent.RELEASED, change -> change.free(now));
  }

  /** The launch whose worker runs, as a person says, and is waited for (G27). */
  public Launch adopted() {
    return after(LaunchEvent.ADOPTED, change -> change.free(null));
  }

  public Launch withOccupiesPlace(boolean occupies) {
    return with(change -> change.occupiesPlace = occupies);
  }

  private Launch after(LaunchEvent event, Consumer<LaunchChange> edit) {
    LaunchState next = LaunchTable.next(state, event);
    return with(
        change -> {
          change.state = next;
          edit.accept(change);
        });
  }

  private Launch with(Consumer<LaunchChange> edit) {
    LaunchChange change = new LaunchChange(options, state);
    change.epoch = epoch;
    change.owner = owner;
    change.host = host;
    change.due = due;
    change.attempts = attempts;
    change.lastError = lastError;
    change.heldReason = heldReason;
    change.task = task;
    change.binding = binding;
    change.accepted = accepted;
    change.occupiesPlace = occupiesPlace;
    edit.accept(change);
    return new Launch(
        id,
        orchestrator,
        role,
        key,
        change.options,
        change.epoch,
        change.state,
        change.owner,
        change.host,
        change.due,
        change.attempts,
        change.lastError,
        change.heldReason,
        change.task,
        change.binding,
        change.accepted,
        change.occupiesPlace);
  }
}
