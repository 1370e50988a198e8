package dev.hera.store.tck.definition;

import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Edges;
import dev.hera.spi.Gates;
import dev.hera.spi.Holds;
import dev.hera.spi.Launches;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What each query of the SPI means on plain rows: edges, gates, launches and holds. */
final class PlainPlan {
  private PlainPlan() {}

  static final class EdgeRows extends PlainRows<Edge.Key, Edge> implements Edges {
    EdgeRows() {
      super(
          row -> new Edge.Key(row.blocked(), row.blocker()),
          Comparator.comparing(Edge.Key::blocked).thenComparing(Edge.Key::blocker));
    }

    @Override
    public boolean delete(Edge.Key key) {
      return removeIf(
          row -> row.blocked().equals(key.blocked()) && row.blocker().equals(key.blocker()));
    }

    @Override
    public List<Edge> listBlockers(Collection<RoleId> blocked) {
      return where(row -> blocked.contains(row.blocked()));
    }

    @Override
    public List<Edge> listDependents(Collection<RoleId> blockers) {
      return where(row -> blockers.contains(row.blocker())).stream()
          .sorted(Comparator.comparing(Edge::blocker).thenComparing(Edge::blocked))
          .toList();
    }

    @Override
    public List<Edge> list(OrchestratorId orchestrator) {
      return where(row -> row.orchestrator().equals(orchestrator));
    }
  }

  static final class GateRows extends PlainRows<RoleId, Gate> implements Gates {
    GateRows() {
      super(Gate::role, Comparator.naturalOrder());
    }

    @Override
    public List<Gate> list(OrchestratorId orchestrator) {
      return where(row -> row.orchestrator().equals(orchestrator));
    }
  }

  static final class LaunchRows extends PlainRows<LaunchId, Launch> implements Launches {
    final PlainRows<String, WorkerToken> tokens = PlainRows.by(WorkerToken::hash);

    LaunchRows() {
      super(Launch::id, Comparator.naturalOrder());
      unique(Launch::role);
      unique(Launch::key);
    }

    private List<Launch> byRole(Predicate<Launch> fits) {
      return where(fits).stream().sorted(Comparator.comparing(Launch::role)).toList();
    }

    @Override
    public List<Launch> listByKeys(Collection<LaunchKey> keys) {
      return byRole(row -> keys.contains(row.key()));
    }

    @Override
    public List<Launch> listOf(Collection<RoleId> roles) {
      return byRole(row -> roles.contains(row.role()));
    }

    @Override
    public List<Launch> listDue(
        Collection<LaunchState> states, Instant now, Collection<OrchestratorId> except, int limit) {
      return byRole(
              row ->
                  states.contains(row.state())
                      && row.due() != null
                      && !row.due().isAfter(now)
                      && !except.contains(row.orchestrator()))
          .stream()
          .limit(limit)
          .toList();
    }

    @Override
    public Optional<Instant> findNextDue(Instant now) {
      return where(row -> row.due() != null && row.due().isAfter(now)).stream()
          .map(Launch::due)
          .min(Comparator.naturalOrder());
    }

    @Override
    public List<Launch> list(OrchestratorId orchestrator) {
      return byRole(row -> row.orchestrator().equals(orchestrator));
    }

    @Override
    public List<Launch> list(LaunchState state) {
      return byRole(row -> row.state() == state);
    }

    @Override
    public List<Launch> listPlaces(@Nullable OrchestratorId orchestrator) {
      return byRole(
          row ->
              row.occupiesPlace()
                  && (orchestrator == null || row.orchestrator().equals(orchestrator)));
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

  static final class HoldRows extends PlainRows<HoldId, Hold> implements Holds {
    HoldRows() {
      super(Hold::id, Comparator.naturalOrder());
      unique(
          row ->
              row.closed() == null ? Arrays.asList(row.node(), row.blocker(), row.reason()) : null);
    }

    @Override
    public List<Hold> listOf(RoleId node, boolean openOnly) {
      return where(row -> row.node().equals(node) && (row.closed() == null || !openOnly));
    }

    @Override
    public List<Hold> listUntold(OrchestratorId orchestrator) {
      return where(
          row -> row.orchestrator().equals(orchestrator) && row.closed() == null && !row.told());
    }
  }
}
