package dev.hera.store.jooq;

import static dev.hera.store.tck.row.RowFixtures.at;

import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Launches;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.tck.scenario.GoldenStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a store asks its database when it is asked everything. */
public final class EveryQuery {
  private static final OrchestratorId ORCHESTRATOR = new OrchestratorId(1);
  private static final List<RoleId> ROLES = List.of(new RoleId(1), new RoleId(2));

  private EveryQuery() {}

  /**
   * Fills a new database and gives the queries with which it was read.
   *
   * @param engine whose connections are watched
   */
  public static Set<String> of(SqlDatabase engine, ExecutedStatements executed) {
    try (JooqStore store = JooqStore.open(engine)) {
      GoldenStore.fill(store);
      GoldenStore.read(store);
      store.read(EveryQuery::askAll);
    }
    return executed.texts().stream()
        .filter(sql -> sql.startsWith("select"))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean askAll(Transaction tx) {
    Launches launches = tx.launches();
    Set<LaunchState> left = Set.of(LaunchState.STARTING);
    List<OrchestratorId> none = List.of();
    launches.listByKeys(List.of(new LaunchKey("a"), new LaunchKey("b")));
    launches.listOf(ROLES);
    launches.listDue(LaunchState.OPEN, at(0), none, 10);
    launches.listDue(LaunchState.OPEN, at(0), List.of(ORCHESTRATOR), 10);
    launches.listDue(left, at(0), none, 10);
    launches.findNextDue(at(0));
    launches.list(ORCHESTRATOR);
    launches.list(LaunchState.FAILED);
    launches.listPlaces(null);
    launches.listPlaces(ORCHESTRATOR);
    launches.findToken("0f");
    tx.tasks().listActive(List.of("/a"));
    tx.tasks().listActive(List.of("/a", "/b"));
    tx.bindings().listOfRoles(ROLES);
    tx.bindings().listOfTasks(List.of(new TaskId(1), new TaskId(2)));
    tx.bindings().list(ORCHESTRATOR, true);
    tx.bindings().list(ORCHESTRATOR, false);
    tx.events().list(ORCHESTRATOR, 0, 10);
    tx.events().list(null, 0, 10);
    tx.events().listAbout(ROLES.get(0));
    return true;
  }
}
