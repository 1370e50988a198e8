package dev.hera.spi;

/** The counters from which ids are taken, each on its own. */
public enum IdKind {
  ORCHESTRATOR,
  ROLE,
  TASK,
  BINDING,
  LAUNCH,
  HOLD,
  MESSAGE,
  EVENT
}
