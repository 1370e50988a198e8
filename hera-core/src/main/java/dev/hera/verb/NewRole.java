package dev.hera.verb;

import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.IdKind;
import dev.hera.work.UnitOfWork;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Stores new roles that are no part of a submitted plan. */
public final class NewRole {
  private final UnitOfWork unit;

  public NewRole(UnitOfWork unit) {
    this.unit = unit;
  }

  /** Stores a new role with its gate; the name is free. */
  public Role add(
      Orchestrator orchestrator,
      String name,
      RoleKind kind,
      NodeKind nodeKind,
      @Nullable String project,
      String prompt) {
    Role role =
        new Role(
            new RoleId(unit.takeId(IdKind.ROLE)),
            orchestrator.id(),
            name,
            kind,
            nodeKind,
            project,
            prompt,
            unit.now(),
            null,
            null,
            null,
            null);
    unit.tx().roles().insert(List.of(role));
    Gate gate = Gate.of(role.id(), orchestrator.id(), unit.facts().node(role));
    unit.tx().gates().insert(List.of(gate));
    unit.record(
        EventKind.ROLE_ADDED,
        orchestrator.id(),
        role.id(),
        Map.of(
            "name",
            name,
            "kind",
            kind.wire(),
            "node_kind",
            nodeKind.wire(),
            "project",
            project == null ? "" : project,
            "prompt",
            prompt));
    return role;
  }
}
