package dev.hera.store.jooq.part;

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
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.LaunchesRecord;
import dev.hera.store.jooq.tables.tables.records.TokensRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

final class JooqLaunches extends JooqTable<LaunchId, Launch> implements Launches {
  private static final Lookup<Launch> BY_ID = Lookup.byKey(LAUNCHES, LaunchRow::launch);
  private static final Lookup<Launch> BY_LAUNCH_KEY = BY_ID.by(LAUNCHES.LAUNCH_KEY);
  private static final Lookup<Launch> BY_ROLE = BY_ID.by(LAUNCHES.ROLE).orderBy(LAUNCHES.ROLE);
  private static final Lookup<Launch> BY_STATE = BY_ROLE.by(LAUNCHES.STATE);

  private static final ReusedQuery<Launch> ALL =
      JooqRoles.rowsOf(LAUNCHES, LAUNCHES.ORCHESTRATOR, List.of(LAUNCHES.ROLE), LaunchRow::launch);

  /** In key order, so that SQLite takes the index on the places, not that on the roles. */
  private static final Lookup<Launch> PLACES_OF =
      BY_ID.by(LAUNCHES.OCCUPIES_PLACE, LAUNCHES.ORCHESTRATOR);

  private static final Lookup<Launch> PLACES = BY_ID.by(LAUNCHES.OCCUPIES_PLACE);

  /**
   * The first of what waits to be started. Where an index has nulls, they come before all numbers
   * in it, and nearly all launches have one: so it is not searched for what is not null.
   */
  private static final ReusedQuery<Launch> QUEUE =
      ReusedQuery.of(
          LAUNCHES,
          sql ->
              sql.selectFrom(LAUNCHES)
                  .where(LAUNCHES.QUEUE.gt(DSL.inline(0L)))
                  .and(LAUNCHES.DUE.le(ReusedQuery.param(LAUNCHES.DUE)))
                  .orderBy(LAUNCHES.QUEUE)
                  .limit(DSL.param("most", Integer.class)),
          LaunchRow::launch);

  private static final ReusedQuery<Launch> DUE_IN_STATE =
      ReusedQuery.of(
          LAUNCHES,
          sql ->
              sql.selectFrom(LAUNCHES)
                  .where(ReusedQuery.isAny(LAUNCHES.STATE))
                  .and(LAUNCHES.DUE.le(ReusedQuery.param(LAUNCHES.DUE)))
                  .orderBy(LAUNCHES.ROLE)
                  .limit(DSL.param("most", Integer.class)),
          LaunchRow::launch);

  /** Below every instant, and behind the nulls of an index as numbers are. */
  private static final long EARLIEST = -Long.MAX_VALUE;

  private static final ReusedQuery<Instant> NEXT_DUE =
      ReusedQuery.of(
          LAUNCHES,
          sql ->
              sql.select(LAUNCHES.DUE)
                  .from(LAUNCHES)
                  .where(LAUNCHES.DUE.gt(ReusedQuery.param(LAUNCHES.DUE)))
                  .orderBy(LAUNCHES.DUE)
                  .limit(DSL.inline(1)),
          row -> Instant.ofEpochMilli(row.get(LAUNCHES.DUE)));

  /**
   * Columns of a query that is to find its few rows by their {@code due}: an expression has no
   * index, and those of the state and the role lead to all that ever started.
   */
  private static final Field<String> STATE_OF_FEW = LAUNCHES.STATE.concat(DSL.inline(""));

  private static final Field<Long> ROLE_OF_FEW = LAUNCHES.ROLE.plus(DSL.inline(0L));

  private static final Lookup<WorkerToken> TOKEN = Lookup.byKey(TOKENS, JooqLaunches::token);

  JooqLaunches(SqlScope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public List<Launch> listByKeys(Collection<LaunchKey> keys) {
    return inOrder(listAny(BY_LAUNCH_KEY, keys.stream().map(LaunchKey::value).toList()));
  }

  @Override
  public List<Launch> listOf(Collection<RoleId> roles) {
    return listAny(BY_ROLE, roles.stream().map(RoleId::value).toList());
  }

  @Override
  public List<Launch> listDue(
      Collection<LaunchState> states, Instant now, Collection<OrchestratorId> except, int limit) {
    if (except.isEmpty() && LaunchState.OPEN.equals(Set.copyOf(states))) {
      return scope.fetch(QUEUE, List.of(now.toEpochMilli(), limit));
    }
    if (states.isEmpty()) {
      scope.check();
      return List.of();
    }
    if (except.isEmpty() && states.size() == 1) {
      String state = states.iterator().next().wire();
      return scope.fetch(DUE_IN_STATE, List.of(state, now.toEpochMilli(), limit));
    }
    Condition due =
        LAUNCHES
            .DUE
            .between(EARLIEST, now.toEpochMilli())
            .and(STATE_OF_FEW.in(states.stream().map(LaunchState::wire).toList()))
            .and(outside(except));
    return scope.read(
        sql ->
            sql.selectFrom(LAUNCHES)
                .where(due)
                .orderBy(ROLE_OF_FEW)
                .limit(limit)
                .fetch(LaunchRow::launch));
  }

  @Override
  public Optional<Instant> findNextDue(Instant now) {
    return scope.find(NEXT_DUE, List.of(now.toEpochMilli()));
  }

  @Override
  public List<Launch> list(OrchestratorId orchestrator) {
    return scope.fetch(ALL, List.of(orchestrator.value()));
  }

  @Override
  public List<Launch> list(LaunchState state) {
    return listWith(BY_STATE, state.wire());
  }

  @Override
  public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
    List<Launch> places =
        orchestrator == null
            ? listWith(PLACES, true)
            : listWith(PLACES_OF, true, orchestrator.value());
    return inOrder(places);
  }

  private static List<Launch> inOrder(List<Launch> launches) {
    return launches.stream().sorted(Comparator.comparing(Launch::role)).toList();
  }

  @Override
  public void insertToken(WorkerToken token) {
    scope.append(
        List.of(
            new TokensRecord(
                token.hash(), token.launch().value(), token.task().value(), token.epoch())));
  }

  @Override
  public Optional<WorkerToken> findToken(String hash) {
    return scope.find(TOKEN, List.of(hash));
  }

  @Override
  LaunchesRecord record(Launch launch) {
    return LaunchRow.of(launch);
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
