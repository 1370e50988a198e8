package dev.hera.role;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coordination group with its own plan (M1).
 *
 * @param baseBranch the branch that root nodes of the plan start from, or null
 * @param parent the orchestrator in which the coordinator's task was bound as a worker when it took
 *     this one, or null: the tree that {@code Participant.treeUpdates} walks
 * @param archived when it was archived, or null while it is active
 */
public record Orchestrator(
    OrchestratorId id,
    String name,
    @Nullable String baseBranch,
    @Nullable OrchestratorId parent,
    Instant created,
    @Nullable Instant archived) {

  public boolean isActive() {
    return archived == null;
  }

  public Orchestrator withBaseBranch(String newBase) {
    return new Orchestrator(id, name, newBase, parent, created, archived);
  }

  public Orchestrator withParent(@Nullable OrchestratorId newParent) {
    return new Orchestrator(id, name, baseBranch, newParent, created, archived);
  }

  public Orchestrator archivedAt(@Nullable Instant at) {
    return new Orchestrator(id, name, baseBranch, parent, created, at);
  }
}
