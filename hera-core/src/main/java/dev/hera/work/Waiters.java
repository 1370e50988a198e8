package dev.hera.work;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;

/** Everybody who waits for a change: of an inbox, of a plan, of a task's places. Thread-safe. */
public final class Waiters {
  private final Waiting<RoleId> inboxes = new Waiting<>();
  private final Waiting<OrchestratorId> plans = new Waiting<>();
  private final Waiting<TaskId> places = new Waiting<>();

  Waiters() {}

  public Waiting<RoleId> inboxes() {
    return inboxes;
  }

  public Waiting<OrchestratorId> plans() {
    return plans;
  }

  public Waiting<TaskId> places() {
    return places;
  }

  void wake(Effects effects) {
    effects.grownInboxes().forEach(inboxes::wake);
    effects.changedPlans().forEach(plans::wake);
    effects.changedPlaces().forEach(places::wake);
  }

  /** Has everybody look, after somebody else committed anything. */
  public void wakeAll() {
    inboxes.wakeAll();
    plans.wakeAll();
    places.wakeAll();
  }

  /** Nothing is waited for any more. */
  public void close() {
    inboxes.close();
    plans.close();
    places.close();
  }
}
