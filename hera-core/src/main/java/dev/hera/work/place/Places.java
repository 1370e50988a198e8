package dev.hera.work.place;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.plan.PlaceLimits;
import dev.hera.plan.PlaceLimits.Scope;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.work.UnitOfWork;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the limits of live workers leave a place for a node (G11). A worker that leads an
 * orchestrator of its own gives its place to the nodes below it for as long as one of them waits:
 * else a plan whose sub-coordinators fill the limit would stand still for ever. The place goes to
 * nobody else, so that the limit still bounds how many sub-coordinators run.
 */
public final class Places {
  private final UnitOfWork unit;
  private final PlaceLimits limits;
  private final Collection<Launch> coming;

  public Places(UnitOfWork unit, PlaceLimits limits) {
    this(unit, limits, List.of());
  }

  /**
   * The places, some of which are promised.
   *
   * @param coming launches that are about to be claimed: each of them has its place already
   */
  public Places(UnitOfWork unit, PlaceLimits limits, Collection<Launch> coming) {
    this.unit = unit;
    this.limits = limits;
    this.coming = coming;
  }

  /**
   * A limit that is reached.
   *
   * @param orchestrator whose limit it is, or null when it is that of the whole Hera
   * @param holders the launches that count, in role-id order
   * @param forAll whether no node of any orchestrator can have a place
   */
  public record Full(
      int limit, @Nullable OrchestratorId orchestrator, List<Launch> holders, boolean forAll) {}

  /**
   * The limit that leaves no place for a node of this orchestrator; empty when there is a place.
   */
  public Optional<Full> findFull(OrchestratorId orchestrator) {
    return fullHera(orchestrator).or(() -> fullEach(orchestrator));
  }

  private Optional<Full> fullHera(OrchestratorId orchestrator) {
    List<Launch> all = taken(Scope.HERA, null);
    if (!limits.isFull(Scope.HERA, all.size())) {
      return Optional.empty();
    }
    Map<OrchestratorId, Launch> leaders = leaders(all);
    Set<LaunchId> waiting = waiting(leaders);
    List<Launch> way = way(orchestrator, leaders);
    List<Launch> counted =
        all.stream()
            .filter(one -> !waiting.contains(one.id()) || !givesWay(one, way, leaders))
            .toList();
    boolean forAll = limits.isFull(Scope.HERA, all.size() - waiting.size());
    return limits.isFull(Scope.HERA, counted.size())
        ? Optional.of(new Full(limits.ofHera(), null, counted, forAll))
        : Optional.empty();
  }

  private Optional<Full> fullEach(OrchestratorId orchestrator) {
    List<Launch> own = taken(Scope.ORCHESTRATOR, orchestrator);
    return limits.isFull(Scope.ORCHESTRATOR, own.size())
        ? Optional.of(new Full(limits.ofEachOrchestrator(), orchestrator, own, false))
        : Optional.empty();
  }

  private List<Launch> taken(Scope scope, @Nullable OrchestratorId orchestrator) {
    if (!limits.isLimited(scope)) {
      return List.of();
    }
    Map<RoleId, Launch> taken = new TreeMap<>();
    coming.stream()
        .filter(launch -> orchestrator == null || orchestrator.equals(launch.orchestrator()))
        .forEach(launch -> taken.put(launch.role(), launch));
    unit.tx().launches().listPlaces(orchestrator).forEach(one -> taken.put(one.role(), one));
    return List.copyOf(taken.values());
  }

  /** The orchestrators that workers lead, each with its leader's launch. */
  private Map<OrchestratorId, Launch> leaders(List<Launch> workers) {
    Map<OrchestratorId, Launch> leaders = new HashMap<>();
    for (Launch worker : workers) {
      if (worker.task() != null) {
        unit.tx().bindings().listOf(worker.task()).stream()
            .filter(binding -> binding.isLive() && !binding.role().equals(worker.role()))
            .filter(this::isCoordinator)
            .forEach(binding -> leaders.put(binding.orchestrator(), worker));
      }
    }
    return leaders;
  }

  private boolean isCoordinator(Binding binding) {
    return unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR;
  }

  /** The leaders below whom, at any depth, a node waits for a place. */
  private Set<LaunchId> waiting(Map<OrchestratorId, Launch> leaders) {
    Set<LaunchId> waiting = new HashSet<>();
    if (!leaders.isEmpty()) {
      for (OrchestratorId queued : queued()) {
        way(queued, leaders).forEach(leader -> waiting.add(leader.id()));
      }
    }
    return waiting;
  }

  private Set<OrchestratorId> queued() {
    Instant now = unit.now();
    Set<OrchestratorId> found = new HashSet<>();
    List<Launch> next = unit.tx().launches().listDue(LaunchState.OPEN, now, found, 1);
    while (!next.isEmpty()) {
      found.add(next.get(0).orchestrator());
      next = unit.tx().launches().listDue(LaunchState.OPEN, now, found, 1);
    }
    return found;
  }

  /** The leaders above the nodes of an orchestrator, the topmost first. */
  private List<Launch> way(
      @Nullable OrchestratorId orchestrator, Map<OrchestratorId, Launch> leaders) {
    Deque<Launch> way = new ArrayDeque<>();
    Set<OrchestratorId> seen = new HashSet<>();
    OrchestratorId next = orchestrator;
    while (next != null && seen.add(next)) {
      Launch leader = leaders.get(next);
      if (leader != null) {
        way.addFirst(leader);
      }
      next = unit.tx().orchestrators().find(next).map(Orchestrator::parent).orElse(null);
    }
    return List.copyOf(way);
  }

  /**
   * Whether a waiting leader leaves its place to a node below these leaders: it is one of them, or
   * comes after them in role-id order, level by level. So of several that wait the first one's
   * nodes can always start, also when more of them run than the limit allows.
   */
  private boolean givesWay(Launch leader, List<Launch> above, Map<OrchestratorId, Launch> leaders) {
    List<Launch> own = new ArrayList<>(way(leader.orchestrator(), leaders));
    own.add(leader);
    for (int level = 0; level < Math.min(own.size(), above.size()); level++) {
      int order = own.get(level).role().compareTo(above.get(level).role());
      if (order != 0) {
        return order > 0;
      }
    }
    return own.size() <= above.size();
  }
}
