package dev.hera.memory;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Launches;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The launches and tokens of one transaction. */
final class MemoryLaunches extends MemoryRows<LaunchId, Launch> implements Launches {
  private static final Comparator<Launch> BY_ROLE = Comparator.comparing(Launch::role);

  MemoryLaunches(MemoryTransaction transaction) {
    super(transaction, tables -> tables.launches.all);
  }

  @Override
  public Optional<Launch> findByKey(LaunchKey key) {
    return rows().byKey.find(key);
  }

  @Override
  public List<Launch> listOf(Collection<RoleId> roles) {
    Rows rows = rows();
    return roles.stream()
        .distinct()
        .sorted()
        .flatMap(role -> rows.byRole.find(role).stream())
        .toList();
  }

  @Override
  public List<Launch> listDue(Instant now, Collection<OrchestratorId> except, int limit) {
    return rows().byDue.listTo(now).stream()
        .filter(launch -> !except.contains(launch.orchestrator()))
        .sorted(BY_ROLE)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Instant> findNextDue(Instant now) {
    return rows().byDue.findValueAfter(now);
  }

  @Override
  public List<Launch> list(OrchestratorId orchestrator) {
    return rows().byOrchestrator.list(orchestrator).stream().sorted(BY_ROLE).toList();
  }

  @Override
  public List<Launch> list(LaunchState state) {
    return rows().byState.list(state).stream().sorted(BY_ROLE).toList();
  }

  @Override
  public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
    Index<OrchestratorId, LaunchId, Launch> places = rows().places;
    List<Launch> found = orchestrator == null ? places.listAll() : places.list(orchestrator);
    return found.stream().sorted(BY_ROLE).toList();
  }

  @Override
  public void insertToken(WorkerToken token) {
    transaction.writing().launches.tokens.insert(token);
  }

  @Override
  public Optional<WorkerToken> findToken(String hash) {
    return rows().tokens.find(hash);
  }

  private Rows rows() {
    return transaction.reading().launches;
  }

  static final class Rows {
    private final MemoryTable<LaunchId, Launch> all;
    private final Unique<RoleId, LaunchId, Launch> byRole;
    private final Unique<LaunchKey, LaunchId, Launch> byKey;
    private final Index<Instant, LaunchId, Launch> byDue;
    private final Index<OrchestratorId, LaunchId, Launch> byOrchestrator;
    private final Index<LaunchState, LaunchId, Launch> byState;
    private final Index<OrchestratorId, LaunchId, Launch> places;
    private final MemoryTable<String, WorkerToken> tokens;

    Rows(Undo undo) {
      all = new MemoryTable<>("launch", Launch::id, undo);
      byRole = all.unique("launch of the role", Launch::role);
      byKey = all.unique("launch key", Launch::key);
      byDue = all.index(Launch::due);
      byOrchestrator = all.index(Launch::orchestrator);
      byState = all.index(Launch::state);
      places = all.index(row -> row.occupiesPlace() ? row.orchestrator() : null);
      tokens = new MemoryTable<>("token", WorkerToken::hash, undo);
    }
  }
}
