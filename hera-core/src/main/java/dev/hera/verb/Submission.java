package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.CoordinatorBlockerException;
import dev.hera.error.NotFoundException;
import dev.hera.error.SelfEdgeException;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeState;
import dev.hera.plan.Plan;
import dev.hera.result.Submitted;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.IdKind;
import dev.hera.verb.CycleCheck.Dependency;
import dev.hera.work.NewGates;
import dev.hera.work.Projects;
import dev.hera.work.UnitOfWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The submission of a whole plan in one transaction, or nothing of it ({@code Coordinator.submit}).
 */
public final class Submission {

  private final UnitOfWork unit;
  private final Acting acting;
  private final Plan plan;
  private final Projects projects;
  private final Backends backends;
  private final OrchestratorId orchestrator;
  private final Map<String, Role> created = new LinkedHashMap<>();

  /**
   * @param plan a plan that {@link PlanCheck} accepted
   */
  public Submission(
      UnitOfWork unit, Acting acting, Plan plan, Projects projects, Backends backends) {
    this.unit = unit;
    this.acting = acting;
    this.plan = plan;
    this.projects = projects;
    this.backends = backends;
    this.orchestrator = acting.orchestrator().id();
  }

  public Submitted submit() {
    createRoles(
        new FreeNames(unit, orchestrator)
            .choose(plan.nodes().stream().map(Plan.Node::name).toList()));
    Set<Dependency> pairs = resolveEdges();
    refuseCycle(pairs);
    unit.tx().roles().insert(created.values());
    int edges = store(pairs);
    List<Submitted.Node> nodes =
        created.entrySet().stream()
            .map(
                entry ->
                    new Submitted.Node(
                        entry.getKey(),
                        entry.getValue().name(),
                        entry.getValue().id(),
                        state(entry.getValue())))
            .toList();
    Aftermath aftermath = Aftermath.of(unit, orchestrator, created.values());
    return new Submitted(
        acting.orchestrator().name(),
        List.copyOf(nodes),
        edges,
        aftermath.released(),
        aftermath.held());
  }

  private NodeState state(Role node) {
    return NodeState.of(Objects.requireNonNull(unit.touched().get(node.id())), null);
  }

  private void createRoles(Map<String, String> names) {
    long id = unit.tx().takeIds(IdKind.ROLE, plan.nodes().size());
    for (int i = 0; i < plan.nodes().size(); i++) {
      Plan.Node node = plan.nodes().get(i);
      String path = "nodes[" + i + "].";
      String project = projects.choose(path + "project", node.project(), acting.task().project());
      backends.check(path, node.options());
      created.put(
          node.name(),
          newNode(new RoleId(id++), Objects.requireNonNull(names.get(node.name())), node, project));
    }
  }

  private Role newNode(RoleId id, String name, Plan.Node node, @Nullable String project) {
    String mission = node.kind() == NodeKind.WORKER ? node.prompt() : node.goal();
    return new Role(
        id,
        orchestrator,
        name,
        RoleKind.WORKER,
        node.kind(),
        project,
        Objects.requireNonNull(mission),
        unit.now(),
        null,
        null,
        null,
        null);
  }

  private Set<Dependency> resolveEdges() {
    Map<String, Role> existing = existingEndpoints();
    Set<Dependency> pairs = new LinkedHashSet<>();
    for (int i = 0; i < plan.edges().size(); i++) {
      Plan.Dependency edge = plan.edges().get(i);
      String path = "edges[" + i + "].";
      if (edge.blocked().equals(edge.blocker())) {
        throw new SelfEdgeException(path + "blocker", edge.blocker());
      }
      Role blocked = endpoint(path + "blocked", edge.blocked(), existing);
      Role blocker = endpoint(path + "blocker", edge.blocker(), existing);
      if (blocker.kind() == RoleKind.COORDINATOR) {
        throw new CoordinatorBlockerException(path + "blocker", edge.blocker());
      }
      pairs.add(new Dependency(blocked, blocker));
    }
    pairs.removeIf(this::isStored);
    return pairs;
  }

  private Map<String, Role> existingEndpoints() {
    Set<String> names = new LinkedHashSet<>();
    for (Plan.Dependency edge : plan.edges()) {
      names.add(edge.blocked());
      names.add(edge.blocker());
    }
    names.removeAll(created.keySet());
    Map<String, Role> existing = new HashMap<>();
    if (!names.isEmpty()) {
      unit.tx()
          .roles()
          .listActive(orchestrator, names)
          .forEach(role -> existing.put(role.name(), role));
    }
    return existing;
  }

  private Role endpoint(String field, String name, Map<String, Role> existing) {
    Role role = created.getOrDefault(name, existing.get(name));
    if (role == null) {
      throw new NotFoundException(
          field, "role", name, "name a node of this plan or an active role");
    }
    return role;
  }

  private boolean isNew(Role role) {
    Role same = created.values().isEmpty() ? null : firstCreated();
    return same != null && role.id().compareTo(same.id()) >= 0;
  }

  private Role firstCreated() {
    return created.values().iterator().next();
  }

  private boolean isStored(Dependency pair) {
    return !isNew(pair.blocked())
        && !isNew(pair.blocker())
        && unit.tx().edges().contains(pair.blocked().id(), pair.blocker().id());
  }

  /** Old edges matter only when an old node comes to wait for something. */
  private void refuseCycle(Set<Dependency> pairs) {
    List<Dependency> all = new ArrayList<>(pairs);
    if (pairs.stream().anyMatch(pair -> !isNew(pair.blocked()))) {
      Map<RoleId, Role> roles = new HashMap<>();
      unit.tx().roles().listActive(orchestrator).forEach(role -> roles.put(role.id(), role));
      for (Edge edge : unit.tx().edges().list(orchestrator)) {
        all.add(
            new Dependency(
                roles.computeIfAbsent(edge.blocked(), unit.facts()::role),
                roles.computeIfAbsent(edge.blocker(), unit.facts()::role)));
      }
    }
    CycleCheck.check(all);
  }

  private int store(Set<Dependency> pairs) {
    List<Edge> ofNewNodes = new ArrayList<>();
    List<Dependency> ofOldNodes = new ArrayList<>();
    Map<RoleId, List<RoleId>> blockers = new HashMap<>();
    for (Dependency pair : pairs) {
      if (isNew(pair.blocked())) {
        ofNewNodes.add(
            new Edge(orchestrator, pair.blocked().id(), pair.blocker().id(), unit.now()));
        blockers
            .computeIfAbsent(pair.blocked().id(), none -> new ArrayList<>())
            .add(pair.blocker().id());
      } else {
        ofOldNodes.add(pair);
      }
    }
    unit.tx().edges().insert(ofNewNodes);
    created.values().forEach(role -> recordNode(role, blockers.get(role.id())));
    unit.propagation().nodesAdded(new NewGates(unit).count(created.values(), blockers), options());
    ofOldNodes.forEach(pair -> new PlanVerbs(unit).addEdge(pair.blocked(), pair.blocker()));
    return pairs.size();
  }

  private Map<RoleId, LaunchOptions> options() {
    Map<RoleId, LaunchOptions> options = new HashMap<>();
    for (Plan.Node node : plan.nodes()) {
      options.put(Objects.requireNonNull(created.get(node.name())).id(), node.options());
    }
    return options;
  }

  private void recordNode(Role role, @Nullable List<RoleId> blockers) {
    List<RoleId> all = blockers == null ? List.of() : blockers;
    unit.record(
        EventKind.NODE_PLANNED,
        orchestrator,
        role.id(),
        Map.of(
            "name", role.name(),
            "node_kind", role.nodeKind().wire(),
            "project", role.project() == null ? "" : role.project(),
            "prompt", role.prompt(),
            "blockers",
                all.stream()
                    .map(id -> String.valueOf(id.value()))
                    .collect(Collectors.joining(","))));
  }
}
