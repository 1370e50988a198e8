package dev.hera.plan;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a node cannot start, from when to when, and why (G13). At most one is open for a (node,
 * blocker, reason).
 *
 * @param blocker the failed blocker; null when the reason is not {@link HoldReason#BLOCKER_FAILED}
 * @param told whether the coordinator was sent the notice of its beginning (G12, G16)
 * @param closed when it ended, or null while it is open
 */
public record Hold(
    HoldId id,
    OrchestratorId orchestrator,
    RoleId node,
    @Nullable RoleId blocker,
    HoldReason reason,
    Instant opened,
    boolean told,
    @Nullable Instant closed) {

  public Hold toldNow() {
    return new Hold(id, orchestrator, node, blocker, reason, opened, true, closed);
  }

  public Hold closedAt(Instant at) {
    return new Hold(id, orchestrator, node, blocker, reason, opened, told, at);
  }
}
