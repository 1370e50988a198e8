package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.LAUNCHES;
import static dev.hera.store.jooq.tables.Tables.TOKENS;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Launches;
import dev.hera.store.jooq.tables.tables.records.TokensRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

record JooqLaunches(Scope scope) implements Launches {
  private static final Kept<Launch> BY_ID = Kept.byKey(LAUNCHES, LaunchRow::launch);

  private static final Kept<Launch> BY_ROLE =
      Kept.of(
          LAUNCHES,
          sql -> sql.selectFrom(LAUNCHES).where(Kept.isAny(LAUNCHES.ROLE)),
          LaunchRow::launch);

  @Override
  public void insert(Collection<Launch> launches) {
    scope.insert(launches.stream().map(LaunchRow::of).toList());
  }

  @Override
  public void update(Launch launch) {
    scope.update(LaunchRow.of(launch));
  }

  @Override
  public Optional<Launch> find(LaunchId id) {
    return scope.find(BY_ID, id.value());
  }

  @Override
  public Optional<Launch> find(RoleId role) {
    return scope.find(BY_ROLE, role.value());
  }

  @Override
  public Optional<Launch> find(LaunchKey key) {
    return findWhere(LAUNCHES.LAUNCH_KEY.eq(key.value()));
  }

  @Override
  public List<Launch> listDue(Instant now, Collection<OrchestratorId> except, int limit) {
    Condition due = LAUNCHES.DUE.le(now.toEpochMilli()).and(outside(except));
    return scope.read(
        sql ->
            sql.selectFrom(LAUNCHES)
                .where(due)
                .orderBy(LAUNCHES.ROLE)
                .limit(limit)
                .fetch(LaunchRow::launch));
  }

  @Override
  public Optional<Instant> findNextDue(Instant now) {
    return scope.read(
        sql ->
            sql.select(LAUNCHES.DUE)
                .from(LAUNCHES)
                .where(LAUNCHES.DUE.gt(now.toEpochMilli()))
                .orderBy(LAUNCHES.DUE)
                .limit(1)
                .fetchOptional(row -> Instant.ofEpochMilli(row.value1())));
  }

  @Override
  public List<Launch> list(OrchestratorId orchestrator) {
    return scope.read(
        sql ->
            sql.selectFrom(LAUNCHES)
                .where(LAUNCHES.ORCHESTRATOR.eq(orchestrator.value()))
                .orderBy(LAUNCHES.ROLE)
                .fetch(LaunchRow::launch));
  }

  @Override
  public List<Launch> list(LaunchState state) {
    return scope.read(
        sql ->
            sql.selectFrom(LAUNCHES)
                .where(LAUNCHES.STATE.eq(state.wire()))
                .orderBy(LAUNCHES.ROLE)
                .fetch(LaunchRow::launch));
  }

  @Override
  public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
    Condition counted =
        orchestrator == null
            ? LAUNCHES.OCCUPIES_PLACE.isTrue()
            : LAUNCHES.OCCUPIES_PLACE.isTrue().and(LAUNCHES.ORCHESTRATOR.eq(orchestrator.value()));
    return scope.read(
        sql ->
            sql.selectFrom(LAUNCHES)
                .where(counted)
                .orderBy(LAUNCHES.ROLE)
                .fetch(LaunchRow::launch));
  }

  @Override
  public void insertToken(WorkerToken token) {
    scope.insert(
        List.of(
            new TokensRecord(
                token.hash(), token.launch().value(), token.task().value(), token.epoch())));
  }

  @Override
  public Optional<WorkerToken> findToken(String hash) {
    return scope.read(
        sql ->
            sql.selectFrom(TOKENS).where(TOKENS.HASH.eq(hash)).fetchOptional(JooqLaunches::token));
  }

  private Optional<Launch> findWhere(Condition condition) {
    return scope.read(
        sql -> sql.selectFrom(LAUNCHES).where(condition).fetchOptional(LaunchRow::launch));
  }

  /** Written out instead of bound, because there may be more than a statement has parameters. */
  private static Condition outside(Collection<OrchestratorId> except) {
    return except.isEmpty()
        ? DSL.noCondition()
        : LAUNCHES.ORCHESTRATOR.notIn(except.stream().map(id -> DSL.inline(id.value())).toList());
  }

  private static WorkerToken token(TokensRecord row) {
    return new WorkerToken(
        row.getHash(), new LaunchId(row.getLaunch()), new TaskId(row.getTask()), row.getEpoch());
  }
}
