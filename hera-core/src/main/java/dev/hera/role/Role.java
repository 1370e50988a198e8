package dev.hera.role;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A durable participant of an orchestrator (M5), with the status that it last reported (M15). One
 * whose kind is worker is a node of the orchestrator's plan.
 *
 * @param kind what it is among the participants
 * @param nodeKind as what it starts when it is a planned node
 * @param project the project it works in, as the launcher names it, or null
 * @param prompt the verbatim mission, never with an orientation before it; may be empty
 * @param archived when it was archived, or null; an archived role frees its name
 * @param cancelled when it was cancelled, or null; a cancelled role keeps its name
 * @param status what it last reported, or null when it never did
 * @param statusAt when it reported that status, or null
 */
public record Role(
    RoleId id,
    OrchestratorId orchestrator,
    String name,
    RoleKind kind,
    NodeKind nodeKind,
    @Nullable String project,
    String prompt,
    Instant created,
    @Nullable Instant archived,
    @Nullable Instant cancelled,
    @Nullable Status status,
    @Nullable Instant statusAt) {

  public boolean isActive() {
    return archived == null;
  }

  public boolean isCancelled() {
    return cancelled != null;
  }

  public Role withStatus(Status newStatus, Instant at) {
    return with(project, prompt, archived, cancelled, newStatus, at);
  }

  public Role withMission(@Nullable String newProject, String newPrompt) {
    return with(newProject, newPrompt, archived, cancelled, status, statusAt);
  }

  public Role cancelledAt(Instant at) {
    return with(project, prompt, archived, at, status, statusAt);
  }

  public Role archivedAt(Instant at) {
    return with(project, prompt, at, cancelled, status, statusAt);
  }

  private Role with(
      @Nullable String newProject,
      String newPrompt,
      @Nullable Instant newArchived,
      @Nullable Instant newCancelled,
      @Nullable Status newStatus,
      @Nullable Instant newStatusAt) {
    return new Role(
        id,
        orchestrator,
        name,
        kind,
        nodeKind,
        newProject,
        newPrompt,
        created,
        newArchived,
        newCancelled,
        newStatus,
        newStatusAt);
  }
}
