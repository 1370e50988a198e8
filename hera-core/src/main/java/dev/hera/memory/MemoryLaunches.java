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
  private final Index<RoleId, LaunchId, Launch> byRole;
  private final Index<String, LaunchId, Launch> byKey;
  private final Index<Instant, LaunchId, Launch> byDue;
  private final Index<OrchestratorId, LaunchId, Launch> byOrchestrator;
  private final Index<LaunchState, LaunchId, Launch> byState;
  private final Index<OrchestratorId, LaunchId, Launch> places;
  private final MemoryRows<String, WorkerToken> tokens;

  private static final Comparator<Launch> BY_ROLE = Comparator.comparing(Launch::role);

  MemoryLaunches(ChangedState state) {
    super(state, RowKind.LAUNCH, Launch::id);
    byRole = unique("launch of the role", Launch::role);
    byKey = unique("launch key", row -> row.key().value());
    byDue = index(Launch::due);
    byOrchestrator = index(Launch::orchestrator);
    byState = index(Launch::state);
    places = index(row -> row.occupiesPlace() ? row.orchestrator() : null);
    tokens = new MemoryRows<>(state, RowKind.TOKEN, WorkerToken::hash);
  }

  MemoryRows<String, WorkerToken> tokens() {
    return tokens;
  }

  @Override
  public List<Launch> listByKeys(Collection<LaunchKey> keys) {
    return keys.stream()
        .distinct()
        .flatMap(key -> byKey.find(key.value()).stream())
        .sorted(BY_ROLE)
        .toList();
  }

  @Override
  public List<Launch> listOf(Collection<RoleId> roles) {
    return roles.stream().distinct().sorted().flatMap(role -> byRole.find(role).stream()).toList();
  }

  @Override
  public List<Launch> listDue(
      Collection<LaunchState> states, Instant now, Collection<OrchestratorId> except, int limit) {
    return byDue.listWhile(due -> !due.isAfter(now)).stream()
        .filter(launch -> states.contains(launch.state()))
        .filter(launch -> !except.contains(launch.orchestrator()))
        .sorted(BY_ROLE)
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<Instant> findNextDue(Instant now) {
    return byDue.findValueAfter(now);
  }

  @Override
  public List<Launch> list(OrchestratorId orchestrator) {
    return byOrchestrator.list(orchestrator).stream().sorted(BY_ROLE).toList();
  }

  @Override
  public List<Launch> list(LaunchState state) {
    return byState.list(state).stream().sorted(BY_ROLE).toList();
  }

  @Override
  public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
    List<Launch> found =
        orchestrator == null ? places.listWhile(of -> true) : places.list(orchestrator);
    return found.stream().sorted(BY_ROLE).toList();
  }

  @Override
  public void insertToken(WorkerToken token) {
    tokens.insert(List.of(token));
  }

  @Override
  public Optional<WorkerToken> findToken(String hash) {
    return tokens.find(hash);
  }
}
