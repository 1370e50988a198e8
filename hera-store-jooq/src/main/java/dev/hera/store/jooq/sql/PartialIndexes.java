package dev.hera.store.jooq.sql;

import java.util.List;

/**
 * The indexes of databases that can have one on some rows only. A null is neither looked for nor
 * unique, so rows with a null stay out of those that would have many of them, and a change of such
 * a row writes nothing there.
 */
public final class PartialIndexes {
  /**
   * What the step to version 8 does: indexes of these rows instead of all rows. Launches of an
   * orchestrator are found by way of its roles. Of bindings only the live ones compete.
   */
  public static final List<String> STEP_TO_8 =
      List.of(
          "drop index tasks_worktree",
          "create index tasks_worktree on tasks (worktree) where worktree is not null",
          "drop index bindings_live_worktree",
          "create unique index bindings_live_worktree on bindings (orchestrator, worktree)"
              + " where live is not null and worktree is not null",
          "drop index bindings_coordinating",
          "create unique index bindings_coordinating on bindings (orchestrator)"
              + " where coordinating is not null",
          "drop index launches_orchestrator",
          "drop index launches_due",
          "create index launches_due on launches (due) where due is not null",
          "drop index launches_queue",
          "create index launches_queue on launches (queue) where queue is not null",
          "drop index events_orchestrator",
          "create index events_orchestrator on events (orchestrator, id)"
              + " where orchestrator is not null",
          "drop index events_bucket",
          "create index events_bucket on events (bucket, subject) where subject is not null");

  private PartialIndexes() {}
}
