package dev.hera.history;

import java.util.Locale;

/** What kind of change an event tells. */
public enum EventKind {
  ORCHESTRATOR_CREATED,
  ORCHESTRATOR_ARCHIVED,
  ROLE_ADDED,
  ROLE_ARCHIVED,
  NODE_PLANNED,
  NODE_UPDATED,
  NODE_CANCELLED,
  EDGE_ADDED,
  EDGE_REMOVED,
  STATUS_REPORTED,
  TASK_ADDED,
  TASK_CHANGED,
  BINDING_STARTED,
  BINDING_ENDED,
  LAUNCH_REQUESTED,
  LAUNCH_WITHDRAWN,
  LAUNCH_STARTING,
  LAUNCH_BOUND,
  LAUNCH_FAILED,
  LAUNCH_HELD,
  LAUNCH_RELEASED,
  HOLD_OPENED,
  HOLD_CLOSED,
  MESSAGE_SENT,
  MESSAGES_READ,
  LATE_RESULT;

  /** The kind as it stands in tables. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
