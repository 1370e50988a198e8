package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeState;
import dev.hera.plan.Plan;
import dev.hera.result.NodePlanned;
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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
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
    return submit(i -> "nodes[" + i + "].");
  }

  /**
   * @param path what stands before the names of a node's fields in a refusal
   */
  private Submitted submit(IntFunction<String> path) {
    createRoles(
        new FreeNames(unit, orchestrator)
            .choose(plan.nodes().stream().map(Plan.Node::name).toList()),
        path);
    PlanEdges edgesOfPlan = new PlanEdges(unit, orchestrator, created);
    Set<Dependency> pairs = edgesOfPlan.resolve(plan);
    refuseCycle(pairs, edgesOfPlan);
    unit.tx().roles().insert(created.values());
    int edges = store(pairs, edgesOfPlan);
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

  /** Submits the only node of the plan. */
  public NodePlanned submitOnly() {
    Plan.Node node = plan.nodes().get(0);
    Submitted submitted = submit(i -> "");
    Role role = created.values().iterator().next();
    return new NodePlanned(
        submitted.orchestrator(),
        role.name(),
        role.id(),
        role.project(),
        node.kind(),
        state(role),
        submitted.released(),
        submitted.held());
  }

  private NodeState state(Role node) {
    return NodeState.of(Objects.requireNonNull(unit.reachedGates().get(node.id())), null);
  }

  private void createRoles(Map<String, String> names, IntFunction<String> paths) {
    long id = unit.tx().takeIds(IdKind.ROLE, plan.nodes().size());
    for (int i = 0; i < plan.nodes().size(); i++) {
      Plan.Node node = plan.nodes().get(i);
      String path = paths.apply(i);
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

  /** Old edges matter only when an old node comes to wait for something. */
  private void refuseCycle(Set<Dependency> pairs, PlanEdges known) {
    List<Dependency> all = new ArrayList<>(pairs);
    if (pairs.stream().anyMatch(pair -> !known.isNew(pair.blocked()))) {
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

  private int store(Set<Dependency> pairs, PlanEdges known) {
    List<Edge> ofNewNodes = new ArrayList<>();
    List<Dependency> ofOldNodes = new ArrayList<>();
    Map<RoleId, List<RoleId>> blockers = new HashMap<>();
    for (Dependency pair : pairs) {
      if (known.isNew(pair.blocked())) {
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
    ofOldNodes.forEach(pair -> new EdgeVerbs(unit).addEdge(pair.blocked(), pair.blocker()));
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
