package dev.hera.plan;

import dev.hera.role.BindingId;
import dev.hera.role.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of a launch that change in its course, while one event changes them. */
final class LaunchChange {
  LaunchOptions options;
  int epoch;
  LaunchState state;
  @Nullable String owner;
  @Nullable Instant due;
  int attempts;
  @Nullable String lastError;
  @Nullable HoldReason heldReason;
  @Nullable TaskId task;
  @Nullable BindingId binding;
  @Nullable Instant accepted;
  boolean occupiesPlace;

  LaunchChange(Launch launch) {
    options = launch.options();
    epoch = launch.epoch();
    state = launch.state();
    owner = launch.owner();
    due = launch.due();
    attempts = launch.attempts();
    lastError = launch.lastError();
    heldReason = launch.heldReason();
    task = launch.task();
    binding = launch.binding();
    accepted = launch.accepted();
    occupiesPlace = launch.occupiesPlace();
  }

  /** Its worker is there, and nothing is held against it. */
  void connect(Instant when) {
    due = null;
    attempts = 0;
    lastError = null;
    heldReason = null;
    accepted = when;
    occupiesPlace = true;
  }

  /** Nothing of the present attempt remains. */
  void endAttempt() {
    owner = null;
    heldReason = null;
    task = null;
    binding = null;
    accepted = null;
    occupiesPlace = false;
  }

  /** The launch with these fields in place of its own. */
  Launch of(Launch launch) {
    return new Launch(
        launch.id(),
        launch.orchestrator(),
        launch.role(),
        launch.key(),
        options,
        epoch,
        state,
        owner,
        due,
        attempts,
        lastError,
        heldReason,
        task,
        binding,
        accepted,
        occupiesPlace);
  }
}
