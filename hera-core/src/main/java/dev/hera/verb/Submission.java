package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.CoordinatorBlockerException;
import dev.hera.error.CycleException;
import dev.hera.error.DuplicateNameException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.error.SelfEdgeException;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Graph;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeState;
import dev.hera.plan.Plan;
import dev.hera.result.Submitted;
import dev.hera.role.Names;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.IdKind;
import dev.hera.work.Projects;
import dev.hera.work.UnitOfWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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

  /** By role: {@code blocked} waits for {@code blocker}. */
  private record Pair(Role blocked, Role blocker) {}

  private final UnitOfWork unit;
  private final Acting acting;
  private final Plan plan;
  private final Projects projects;
  private final Backends backends;
  private final OrchestratorId orchestrator;
  private final Map<String, Role> created = new LinkedHashMap<>();

  /**
   * @param plan a plan that {@link #check} accepted
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

  /** Checks what can be checked without the store, and trims names (V2, V9). */
  public static Plan check(Plan plan) {
    if (plan.nodes().isEmpty()) {
      throw new InvalidArgumentException("nodes", "is empty; give at least one node");
    }
    List<Plan.Node> nodes = new ArrayList<>();
    Map<String, Integer> indexes = new HashMap<>();
    for (int i = 0; i < plan.nodes().size(); i++) {
      Plan.Node node = checkNode("nodes[" + i + "].", plan.nodes().get(i));
      Integer first = indexes.putIfAbsent(node.name(), i);
      if (first != null) {
        throw new DuplicateNameException(node.name(), first, i);
      }
      nodes.add(node);
    }
    List<Plan.Dependency> edges =
        plan.edges().stream()
            .map(edge -> new Plan.Dependency(edge.blocked().strip(), edge.blocker().strip()))
            .toList();
    return new Plan(nodes, edges);
  }

  /**
   * Checks one node.
   *
   * @param path what stands before the names of its fields in a refusal
   */
  public static Plan.Node checkNode(String path, Plan.Node node) {
    String name = Names.check(path + "name", node.name());
    boolean worker = node.kind() == NodeKind.WORKER;
    String mission = worker ? node.prompt() : node.goal();
    String other = worker ? node.goal() : node.prompt();
    String field = worker ? "prompt" : "goal";
    if (other != null) {
      throw new InvalidArgumentException(
          path + (worker ? "goal" : "prompt"),
          "does not belong to a " + node.kind().wire() + " node; give " + field + " instead");
    }
    Names.requireText(path + field, mission == null ? "" : mission);
    String project =
        node.project() == null ? null : Names.requireText(path + "project", node.project()).strip();
    return new Plan.Node(
        name,
        node.kind(),
        node.prompt(),
        node.goal(),
        project,
        Backends.checkForm(path, node.options()));
  }

  public Submitted submit() {
    Map<String, String> names = chooseNames();
    createRoles(names);
    Set<Pair> pairs = resolveEdges();
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

  /**
   * Requested name to stored name: those that are free keep theirs, then the others get a number.
   */
  private Map<String, String> chooseNames() {
    List<String> requested = plan.nodes().stream().map(Plan.Node::name).toList();
    Set<String> taken =
        unit.tx().roles().listActive(orchestrator, requested).stream()
            .map(Role::name)
            .collect(Collectors.toCollection(HashSet::new));
    Set<String> used = new HashSet<>(taken);
    used.addAll(requested);
    Map<String, String> names = new HashMap<>();
    for (String name : requested) {
      names.put(name, taken.contains(name) ? firstFree(name, used) : name);
    }
    return names;
  }

  private String firstFree(String name, Set<String> used) {
    int n = 2;
    String candidate = Names.numbered(name, n);
    while (used.contains(candidate)
        || unit.tx().roles().findActive(orchestrator, candidate).isPresent()) {
      candidate = Names.numbered(name, ++n);
    }
    used.add(candidate);
    return candidate;
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

  private Set<Pair> resolveEdges() {
    Map<String, Role> existing = existingEndpoints();
    Set<Pair> pairs = new LinkedHashSet<>();
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
      pairs.add(new Pair(blocked, blocker));
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

  private boolean isStored(Pair pair) {
    return !isNew(pair.blocked())
        && !isNew(pair.blocker())
        && unit.tx().edges().contains(pair.blocked().id(), pair.blocker().id());
  }

  /** Old edges matter only when an old node comes to wait for something. */
  private void refuseCycle(Set<Pair> pairs) {
    List<Pair> all = new ArrayList<>(pairs);
    Map<RoleId, String> names = new HashMap<>();
    created.values().forEach(role -> names.put(role.id(), role.name()));
    if (pairs.stream().anyMatch(pair -> !isNew(pair.blocked()))) {
      Map<RoleId, Role> roles = new HashMap<>();
      unit.tx().roles().listActive(orchestrator).forEach(role -> roles.put(role.id(), role));
      for (Edge edge : unit.tx().edges().list(orchestrator)) {
        all.add(
            new Pair(
                roles.computeIfAbsent(edge.blocked(), unit.facts()::role),
                roles.computeIfAbsent(edge.blocker(), unit.facts()::role)));
      }
    }
    refuseCycle(all);
  }

  private static void refuseCycle(List<Pair> pairs) {
    Map<RoleId, Integer> indexes = new HashMap<>();
    List<String> names = new ArrayList<>();
    int[] blocked = new int[pairs.size()];
    int[] blocker = new int[pairs.size()];
    for (int i = 0; i < blocked.length; i++) {
      blocked[i] = index(pairs.get(i).blocked(), indexes, names);
      blocker[i] = index(pairs.get(i).blocker(), indexes, names);
    }
    int[] cycle = Graph.cycle(names.size(), blocked, blocker);
    if (cycle.length > 0) {
      List<String> path = new ArrayList<>();
      for (int node : cycle) {
        path.add(names.get(node));
      }
      throw new CycleException("edges", path);
    }
  }

  private static int index(Role role, Map<RoleId, Integer> indexes, List<String> names) {
    Integer known = indexes.putIfAbsent(role.id(), names.size());
    if (known != null) {
      return known;
    }
    names.add(role.name());
    return names.size() - 1;
  }

  private int store(Set<Pair> pairs) {
    List<Edge> ofNewNodes = new ArrayList<>();
    List<Pair> ofOldNodes = new ArrayList<>();
    Map<RoleId, List<RoleId>> blockers = new HashMap<>();
    for (Pair pair : pairs) {
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
    unit.propagation().nodesAdded(gates(blockers), options());
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

  private List<Gate> gates(Map<RoleId, List<RoleId>> blockers) {
    Map<RoleId, Gate> gates = new LinkedHashMap<>();
    Role first = firstCreated();
    Gate fresh = Gate.of(first.id(), orchestrator, unit.facts().node(first));
    for (Role role : created.values()) {
      gates.put(role.id(), fresh.forRole(role.id()));
    }
    Map<RoleId, Gate> old = oldGates(blockers, gates.keySet());
    return gates.values().stream()
        .map(gate -> counted(gate, blockers.getOrDefault(gate.role(), List.of()), gates, old))
        .toList();
  }

  private static Gate counted(
      Gate gate, List<RoleId> blockers, Map<RoleId, Gate> fresh, Map<RoleId, Gate> old) {
    Gate counted = gate;
    for (RoleId blocker : blockers) {
      Gate its = fresh.containsKey(blocker) ? fresh.get(blocker) : old.get(blocker);
      counted = counted.plus(Objects.requireNonNull(its).outcome());
    }
    return counted;
  }

  private Map<RoleId, Gate> oldGates(Map<RoleId, List<RoleId>> blockers, Set<RoleId> fresh) {
    Set<RoleId> ids = new LinkedHashSet<>();
    blockers.values().forEach(ids::addAll);
    ids.removeAll(fresh);
    return unit.tx().gates().list(ids).stream().collect(Collectors.toMap(Gate::role, gate -> gate));
  }
}
