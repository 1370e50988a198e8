package dev.hera.view.projection;

import dev.hera.history.Event;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.Role;
import dev.hera.role.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the events tell of one launch. Its claims have none, nor have its key and its options. */
final class ToldLaunch {
  private static final LaunchKey NO_KEY = new LaunchKey("");

  /** When a failed start is tried again: no event tells, but it is after those that were told. */
  private static final Instant AFTER_BACK_OFF = Instant.MAX;

  private final LaunchId id;
  private LaunchState state = LaunchState.REQUESTED;
  private int epoch;
  private int attempts;
  private @Nullable Instant due;
  private @Nullable String lastError;
  private @Nullable HoldReason heldReason;
  private @Nullable TaskId task;
  private @Nullable BindingId binding;
  private @Nullable Instant accepted;
  private int silentEpoch;

  ToldLaunch(LaunchId id) {
    this.id = id;
  }

  /**
   * Takes an event of the launch.
   *
   * @param bindings those of its role so far, in the order in which they began
   */
  void apply(Event event, List<Binding> bindings) {
    Map<String, String> changes = event.changes();
    switch (event.kind()) {
      case LAUNCH_REQUESTED -> due = event.at();
      case LAUNCH_WITHDRAWN -> due = null;
      case LAUNCH_STARTING -> starting(changes, bindings);
      case LAUNCH_SILENT -> silentEpoch = epoch;
      case LAUNCH_BOUND -> connected(event.at());
      case LAUNCH_FAILED -> failed(event);
      case LAUNCH_HELD -> held(event);
      case LAUNCH_RELEASED -> {
        state = LaunchState.STARTING;
        heldReason = null;
      }
      default -> throw new IllegalArgumentException(event.kind() + " is of no launch");
    }
  }

  private void starting(Map<String, String> changes, List<Binding> bindings) {
    if (state == LaunchState.UNKNOWN) {
      attempts = 0;
      lastError = null;
    }
    state = LaunchState.STARTING;
    epoch = Integer.parseInt(ToldFields.field(changes, "epoch"));
    TaskId started = new TaskId(Long.parseLong(ToldFields.field(changes, "task")));
    task = started;
    binding =
        bindings.stream()
            .filter(one -> one.task().equals(started))
            .reduce((first, last) -> last)
            .map(Binding::id)
            .orElse(null);
    heldReason = null;
    accepted = null;
  }

  private void connected(Instant at) {
    state = LaunchState.BOUND;
    attempts = 0;
    lastError = null;
    heldReason = null;
    accepted = at;
  }

  /** A failed start of a role that has worked before leaves it with its task. */
  private void failed(Event event) {
    String count = event.changes().get("attempts");
    if (count == null) {
      connected(event.at());
      return;
    }
    endAttempt(LaunchState.FAILED);
    attempts = Integer.parseInt(count);
    lastError = event.changes().get("error");
    due = Boolean.parseBoolean(event.changes().get("permanent")) ? null : AFTER_BACK_OFF;
  }

  private void held(Event event) {
    HoldReason reason =
        ToldFields.constant(HoldReason.class, ToldFields.field(event.changes(), "reason"));
    if (reason == HoldReason.LAUNCH_UNKNOWN) {
      state = LaunchState.UNKNOWN;
      accepted = null;
    } else {
      endAttempt(LaunchState.FAILED);
    }
    heldReason = reason;
    lastError = event.changes().get("error");
  }

  /** A hold of the launch itself is over. */
  void holdClosed() {
    heldReason = null;
  }

  /** A start whose worker never called is undone with its binding, unless another task got it. */
  void bindingEnded(BindingId ended, EndReason reason) {
    if (ended.equals(binding) && accepted == null && reason != EndReason.REBOUND) {
      endAttempt(LaunchState.REQUESTED);
    }
  }

  private void endAttempt(LaunchState next) {
    state = next;
    heldReason = null;
    task = null;
    binding = null;
    accepted = null;
  }

  /** Whether the worker of the present epoch was told of as never having called. */
  boolean isSilent() {
    return silentEpoch > 0 && silentEpoch == epoch;
  }

  Launch row(Role role) {
    return new Launch(
        id,
        role.orchestrator(),
        role.id(),
        NO_KEY,
        LaunchOptions.NONE,
        epoch,
        state,
        null,
        null,
        due,
        attempts,
        lastError,
        heldReason,
        task,
        binding,
        accepted,
        binding != null);
  }
}
