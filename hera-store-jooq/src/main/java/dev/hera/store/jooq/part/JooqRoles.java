package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.ROLES;

import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Roles;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.RolesRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

final class JooqRoles extends JooqTable<RoleId, Role> implements Roles {
  private static final Lookup<Role> BY_ID = Lookup.byKey(ROLES, JooqRoles::role);
  private static final Lookup<Role> ALL = BY_ID.by(ROLES.ORCHESTRATOR);
  private static final Lookup<Role> ACTIVE = BY_ID.by(ROLES.ORCHESTRATOR, ROLES.LIVE);

  /** Those of a kind that few have: SQLite and PostgreSQL have an index on them only. */
  private static final Lookup<Role> NOT_WORKERS =
      BY_ID
          .by(ROLES.ORCHESTRATOR, ROLES.LIVE, ROLES.KIND)
          .where(ROLES.KIND.ne(DSL.inline(RoleKind.WORKER.wire())));

  private static final Lookup<Role> BY_NAME = BY_ID.by(ROLES.ORCHESTRATOR, ROLES.LIVE, ROLES.NAME);

  JooqRoles(SqlScope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator, RoleFilter filter) {
    if (filter.names() != null) {
      return listNamed(orchestrator, filter.names()).stream()
          .filter(filter::admits)
          .sorted(Comparator.comparing(Role::id))
          .toList();
    }
    RoleKind kind = filter.kind();
    return kind == null || kind == RoleKind.WORKER
        ? listWith(ACTIVE, orchestrator.value(), Columns.LIVE).stream()
            .filter(filter::admits)
            .toList()
        : listWith(NOT_WORKERS, orchestrator.value(), Columns.LIVE, kind.wire());
  }

  private List<Role> listNamed(OrchestratorId orchestrator, Set<String> names) {
    if (names.size() == 1) {
      return listWith(BY_NAME, orchestrator.value(), Columns.LIVE, names.iterator().next());
    }
    Condition active = ROLES.ORCHESTRATOR.eq(orchestrator.value()).and(ROLES.LIVE.eq(Columns.LIVE));
    return Chunks.list(scope, names, some -> listWhere(active.and(ROLES.NAME.in(some))));
  }

  /**
   * Asks for the rows about the roles of an orchestrator, in the order of these columns, the first
   * of which is the role. By way of its roles, so that such rows need no index on the orchestrator;
   * but H2 has one, because it would go through all the roles for each row.
   */
  static <R extends Record, T> ReusedQuery<T> rowsOf(
      Table<R> table,
      Field<Long> orchestrator,
      List<? extends Field<Long>> order,
      Function<R, T> reading) {
    return ReusedQuery.of(
        table,
        ALL,
        sql ->
            sql.selectFrom(table).where(areOfAny(sql, order.get(0), orchestrator)).orderBy(order),
        reading);
  }

  private static Condition areOfAny(DSLContext sql, Field<Long> role, Field<Long> orchestrator) {
    return sql.family() == SQLDialect.H2
        ? ReusedQuery.isAny(orchestrator)
        : role.in(DSL.select(ROLES.ID).from(ROLES).where(ReusedQuery.isAny(ROLES.ORCHESTRATOR)));
  }

  @Override
  RolesRecord record(Role role) {
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
