package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.EDGES;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Edges;
import dev.hera.store.jooq.tables.tables.records.EdgesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Record1;

record JooqEdges(Scope scope) implements Edges {
  private static final Kept<RoleId> DEPENDENTS =
      Kept.of(
          EDGES,
          sql ->
              sql.select(EDGES.BLOCKED)
                  .from(EDGES)
                  .where(Kept.isAny(EDGES.BLOCKER))
                  .orderBy(EDGES.BLOCKED),
          JooqEdges::role);

  private static final Kept<RoleId> BLOCKERS =
      Kept.of(
          EDGES,
          sql ->
              sql.select(EDGES.BLOCKER)
                  .from(EDGES)
                  .where(Kept.isAny(EDGES.BLOCKED))
                  .orderBy(EDGES.BLOCKER),
          JooqEdges::role);

  @Override
  public void insert(Collection<Edge> edges) {
    scope.insert(edges.stream().map(JooqEdges::row).toList());
  }

  @Override
  public boolean delete(RoleId blocked, RoleId blocker) {
    return scope.write(EDGES, sql -> sql.deleteFrom(EDGES).where(pair(blocked, blocker)).execute())
        > 0;
  }

  @Override
  public boolean contains(RoleId blocked, RoleId blocker) {
    return scope.read(sql -> sql.fetchExists(EDGES, pair(blocked, blocker)));
  }

  @Override
  public List<RoleId> listBlockers(RoleId blocked) {
    return scope.fetch(BLOCKERS, blocked.value());
  }

  @Override
  public List<RoleId> listDependents(RoleId blocker) {
    return scope.fetch(DEPENDENTS, blocker.value());
  }

  @Override
  public List<Edge> list(OrchestratorId orchestrator) {
    return scope.read(
        sql ->
            sql.selectFrom(EDGES)
                .where(EDGES.ORCHESTRATOR.eq(orchestrator.value()))
                .orderBy(EDGES.BLOCKED, EDGES.BLOCKER)
                .fetch(JooqEdges::edge));
  }

  private static Condition pair(RoleId blocked, RoleId blocker) {
    return EDGES.BLOCKED.eq(blocked.value()).and(EDGES.BLOCKER.eq(blocker.value()));
  }

  private static RoleId role(Record1<Long> row) {
    return new RoleId(row.value1());
  }

  private static EdgesRecord row(Edge edge) {
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
