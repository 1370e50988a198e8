package dev.hera.plan;

import dev.hera.role.BindingId;
import dev.hera.role.HostId;
import dev.hera.role.TaskId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The fields of a launch that change in its course, while one event changes them. */
final class LaunchChange {
  LaunchOptions options;
  int epoch;
  LaunchState state;
  @Nullable String owner;
  @Nullable HostId host;
  @Nullable Instant due;
  int attempts;
  @Nullable String lastError;
  @Nullable HoldReason heldReason;
  @Nullable TaskId task;
  @Nullable BindingId binding;
  @Nullable Instant accepted;
  boolean occupiesPlace;

  LaunchChange(LaunchOptions options, LaunchState state) {
    this.options = options;
    this.state = state;
  }

  /** A gater looks after it until its lease ends. */
  void lease(String newOwner, @Nullable HostId newHost, Instant end) {
    owner = newOwner;
    host = newHost;
    due = end;
  }

  /** Nothing holds it any more, and no gater has it. */
  void free(@Nullable Instant newDue) {
    owner = null;
    due = newDue;
    heldReason = null;
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

  /** Nothing of the present attempt remains but why it failed. */
  void endAttempt(@Nullable String error, @Nullable Instant again) {
    free(again);
    host = null;
    lastError = error;
    task = null;
    binding = null;
    accepted = null;
    occupiesPlace = false;
  }
}
