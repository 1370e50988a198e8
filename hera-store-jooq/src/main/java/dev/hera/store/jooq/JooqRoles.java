package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.ROLES;

import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.Roles;
import dev.hera.store.jooq.tables.tables.records.RolesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

record JooqRoles(Scope scope) implements Roles {
  private static final Kept<Role> BY_ID = Kept.byKey(ROLES, JooqRoles::role);

  private static final Kept<Role> BY_KIND =
      Kept.of(
          ROLES,
          sql ->
              sql.selectFrom(ROLES)
                  .where(Kept.isAny(ROLES.ORCHESTRATOR))
                  .and(Kept.isAny(ROLES.KIND))
                  .and(ROLES.LIVE.eq(DSL.inline(Columns.LIVE)))
                  .orderBy(ROLES.ID),
          JooqRoles::role);

  @Override
  public void insert(Collection<Role> roles) {
    scope.insert(roles.stream().map(JooqRoles::row).toList());
  }

  @Override
  public void update(Role role) {
    scope.update(row(role));
  }

  @Override
  public Optional<Role> find(RoleId id) {
    return scope.find(BY_ID, id.value());
  }

  @Override
  public Optional<Role> findActive(OrchestratorId orchestrator, String name) {
    return findWhere(active(orchestrator).and(ROLES.NAME.eq(name)));
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator) {
    return listWhere(active(orchestrator));
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator, RoleKind kind) {
    return scope.fetch(BY_KIND, orchestrator.value(), kind.wire());
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator, Collection<String> names) {
    return Chunks.list(
            scope, names, some -> listWhere(active(orchestrator).and(ROLES.NAME.in(some))))
        .stream()
        .sorted(Comparator.comparing(Role::id))
        .toList();
  }

  private static Condition active(OrchestratorId orchestrator) {
    return ROLES.ORCHESTRATOR.eq(orchestrator.value()).and(ROLES.LIVE.eq(Columns.LIVE));
  }

  private Optional<Role> findWhere(Condition condition) {
    return scope.read(sql -> sql.selectFrom(ROLES).where(condition).fetchOptional(JooqRoles::role));
  }

  private List<Role> listWhere(Condition condition) {
    return scope.read(
        sql -> sql.selectFrom(ROLES).where(condition).orderBy(ROLES.ID).fetch(JooqRoles::role));
  }

  private static RolesRecord row(Role role) {
    return new RolesRecord(
        role.id().value(),
        role.orchestrator().value(),
        role.name(),
        role.kind().wire(),
        role.nodeKind().wire(),
        role.project(),
        role.prompt(),
        role.created().toEpochMilli(),
        Columns.millis(role.archived()),
        Columns.millis(role.cancelled()),
        Columns.wire(role.status()),
        Columns.millis(role.statusAt()),
        Columns.live(role.isActive()));
  }

  private static Role role(RolesRecord row) {
    return new Role(
        new RoleId(row.getId()),
        new OrchestratorId(row.getOrchestrator()),
        row.getName(),
        Columns.constant(RoleKind.class, row.getKind()),
        Columns.constant(NodeKind.class, row.getNodeKind()),
        row.getProject(),
        row.getPrompt(),
        Instant.ofEpochMilli(row.getCreated()),
        Columns.instant(row.getArchived()),
        Columns.instant(row.getCancelled()),
        Columns.constantOrNull(Status.class, row.getStatus()),
        Columns.instant(row.getStatusAt()));
  }
}
