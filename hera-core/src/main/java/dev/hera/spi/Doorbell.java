package dev.hera.spi;

import dev.hera.role.RoleId;
import dev.hera.role.TaskId;

/** Hints to a live agent that a message waits (M23). Best effort; may fail without any effect. */
public interface Doorbell {

  /**
   * Whether the agent of this task can be reached just now. Asked inside a transaction: answered
   * from memory, at once, without any effect.
   */
  boolean canReach(TaskId task);

  /** Rings, after the message was committed. Called on the thread that sent it: must not block. */
  void ring(TaskId task, RoleId recipient);
}
