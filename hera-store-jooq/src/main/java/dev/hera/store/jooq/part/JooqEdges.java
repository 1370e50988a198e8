package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.EDGES;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Edges;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.EdgesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;

final class JooqEdges extends JooqTable<Edge.Key, Edge> implements Edges {
  private static final Lookup<Edge> BY_PAIR = Lookup.byKey(EDGES, JooqEdges::edge);
  private static final Lookup<Edge> BLOCKERS = BY_PAIR.by(EDGES.BLOCKED);
  private static final Lookup<Edge> DEPENDENTS =
      BY_PAIR.by(EDGES.BLOCKER).orderBy(EDGES.BLOCKER, EDGES.BLOCKED);

  static final List<ReusedQuery<Edge>> OF_ROLE = List.of(BLOCKERS, DEPENDENTS);

  private static final ReusedQuery<Edge> ALL =
      JooqRoles.rowsOf(
          EDGES, EDGES.ORCHESTRATOR, List.of(EDGES.BLOCKED, EDGES.BLOCKER), JooqEdges::edge);

  JooqEdges(SqlScope scope) {
    super(scope, BY_PAIR, key -> List.of(key.blocked().value(), key.blocker().value()));
  }

  /** One after the other, because SQLite takes only so many pairs in a statement. */
  @Override
  public List<Edge> list(Collection<Edge.Key> keys) {
    scope.check();
    return keys.stream().distinct().sorted().flatMap(key -> find(key).stream()).toList();
  }

  @Override
  public boolean delete(Edge.Key key) {
    Condition pair =
        EDGES.BLOCKED.eq(key.blocked().value()).and(EDGES.BLOCKER.eq(key.blocker().value()));
    return scope.write(EDGES, sql -> sql.deleteFrom(EDGES).where(pair).execute()) > 0;
  }

  @Override
  public List<Edge> listBlockers(Collection<RoleId> blocked) {
    return listAny(BLOCKERS, blocked.stream().map(RoleId::value).toList());
  }

  @Override
  public List<Edge> listDependents(Collection<RoleId> blockers) {
    return listAny(DEPENDENTS, blockers.stream().map(RoleId::value).toList());
  }

  @Override
  public List<Edge> list(OrchestratorId orchestrator) {
    return scope.fetch(ALL, List.of(orchestrator.value()));
  }

  @Override
  EdgesRecord record(Edge edge) {
    return new EdgesRecord(
        edge.blocked().value(),
        edge.blocker().value(),
        edge.orchestrator().value(),
        edge.created().toEpochMilli());
  }

  private static Edge edge(EdgesRecord row) {
    return new Edge(
        new OrchestratorId(row.getOrchestrator()),
        new RoleId(row.getBlocked()),
        new RoleId(row.getBlocker()),
        Instant.ofEpochMilli(row.getCreated()));
  }
}
