package dev.hera.work.rows;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Launches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The launches and the workers' tokens. */
public final class LaunchRows extends RowCache<LaunchId, Launch> {
  private final Launches store;
  private final Set<RoleId> touched;
  private final Map<RoleId, LaunchId> ofRoles = new HashMap<>();
  private final List<WorkerToken> newTokens = new ArrayList<>();

  LaunchRows(Launches store, Set<RoleId> touched, Runnable writing) {
    super(store, Launch::id, writing);
    this.store = store;
    this.touched = touched;
  }

  @Override
  void joins(Launch launch) {
    append(launch.role(), launch);
    append(launch.key(), launch);
    forgetAnswer(launch.orchestrator());
  }

  /** When a launch is looked at next is no fact of its role. */
  @Override
  void updated(@Nullable Launch before, Launch after) {
    if (before == null || !before.dueAt(after.due()).equals(after)) {
      touched.add(after.role());
    }
  }

  @Override
  void learned(Launch launch) {
    ofRoles.put(launch.role(), launch.id());
  }

  public Optional<Launch> find(RoleId role) {
    LaunchId known = ofRoles.get(role);
    return known != null
        ? find(known)
        : askOnce(role, () -> store.listOf(Set.of(role))).stream().findFirst();
  }

  /** Reads those of all these roles in one query. */
  public void readAhead(Collection<RoleId> roles) {
    List<RoleId> unknown = roles.stream().filter(role -> !ofRoles.containsKey(role)).toList();
    askAhead(unknown, store::listOf, Launch::role);
  }

  public Optional<Launch> find(LaunchKey key) {
    return askOnce(key, () -> store.listByKeys(Set.of(key))).stream().findFirst();
  }

  /** Reads those with all these keys in one query. */
  public void readKeysAhead(Collection<LaunchKey> keys) {
    askAhead(keys, store::listByKeys, Launch::key);
  }

  /** Those that are due, in role-id order; see {@link Launches#listDue}. */
  public List<Launch> listDue(
      Set<LaunchState> states, Instant now, Collection<OrchestratorId> except, int limit) {
    return ask(
        List.of(states, now, Set.copyOf(except), limit),
        () -> store.listDue(states, now, except, limit));
  }

  /** The earliest {@code due} after {@code now} of any launch, if there is one. */
  public Optional<Instant> findNextDue(Instant now) {
    writeAll();
    return store.findNextDue(now);
  }

  /** All of an orchestrator, in role-id order. */
  public List<Launch> list(OrchestratorId orchestrator) {
    return askOnce(orchestrator, () -> store.list(orchestrator));
  }

  /** All in this state, in role-id order. */
  public List<Launch> list(LaunchState state) {
    return ask(state, () -> store.list(state));
  }

  /** Those that occupy a place, of this orchestrator or of all, in role-id order (G11). */
  public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
    return ask(
        List.of("places", Optional.ofNullable(orchestrator)), () -> store.listPlaces(orchestrator));
  }

  public void insertToken(WorkerToken token) {
    newTokens.add(token);
  }

  @Override
  void write() {
    super.write();
    newTokens.forEach(store::insertToken);
    newTokens.clear();
  }

  public Optional<WorkerToken> findToken(String hash) {
    return store.findToken(hash);
  }
}
