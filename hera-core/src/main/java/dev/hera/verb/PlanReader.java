package dev.hera.verb;

import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.plan.NodeFacts;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.view.PlanView;
import dev.hera.view.RoleIcon;
import dev.hera.view.ViewState;
import dev.hera.work.rows.WorkingSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a whole plan in a fixed number of queries, however large it is. */
public final class PlanReader {
  private final Orchestrator orchestrator;
  private final Map<RoleId, Role> roles;
  private final Map<RoleId, Gate> gates;
  private final Map<RoleId, Launch> launches;
  private final Map<RoleId, List<Binding>> bindings;
  private final Map<TaskId, Task> tasks;
  private final Map<RoleId, List<String>> blockers = new HashMap<>();
  private final Map<RoleId, List<String>> dependents = new HashMap<>();

  public PlanReader(WorkingSet tx, Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
    this.roles = byId(tx.roles().listActive(orchestrator.id()), Role::id);
    this.gates = byId(tx.gates().list(orchestrator.id()), Gate::role);
    this.launches = byId(tx.launches().list(orchestrator.id()), Launch::role);
    List<Binding> all = tx.bindings().list(orchestrator.id());
    this.bindings = all.stream().collect(Collectors.groupingBy(Binding::role));
    this.tasks = byId(tx.tasks().list(all.stream().map(Binding::task).toList()), Task::id);
    for (Edge edge : tx.edges().list(orchestrator.id())) {
      name(edge.blocker()).ifPresent(name -> add(blockers, edge.blocked(), name));
      name(edge.blocked()).ifPresent(name -> add(dependents, edge.blocker(), name));
    }
  }

  private static <K, V> Map<K, V> byId(List<V> rows, Function<V, K> id) {
    return rows.stream().collect(Collectors.toMap(id, Function.identity()));
  }

  private Optional<String> name(RoleId role) {
    return Optional.ofNullable(roles.get(role)).map(Role::name);
  }

  private static void add(Map<RoleId, List<String>> lists, RoleId role, String name) {
    lists.computeIfAbsent(role, none -> new ArrayList<>()).add(name);
  }

  public PlanView view() {
    List<PlanView.Node> nodes =
        roles.values().stream()
            .filter(role -> role.kind() == RoleKind.WORKER)
            .sorted(Comparator.comparing(Role::id))
            .map(this::node)
            .toList();
    return new PlanView(orchestrator.name(), nodes);
  }

  private PlanView.Node node(Role role) {
    List<Binding> own = bindings.getOrDefault(role.id(), List.of());
    Optional<Task> live = own.stream().filter(Binding::isLive).findFirst().map(this::task);
    Optional<Task> last =
        own.stream()
            .filter(Binding::isStart)
            .max(Comparator.comparing(Binding::id))
            .map(this::task);
    NodeFacts facts = NodeFacts.of(role, orchestrator.isActive(), own, live.orElse(null));
    Launch launch = launches.get(role.id());
    ViewState state =
        ViewState.of(
            facts, Objects.requireNonNull(gates.get(role.id())), last.orElse(null), launch);
    return new PlanView.Node(
        role.name(),
        role.id(),
        role.nodeKind(),
        state,
        role.status(),
        last.map(Task::status).orElse(null),
        last.map(Task::id).orElse(null),
        last.map(Task::branch).orElse(null),
        live.map(task -> RoleIcon.of(role.status(), task, true)).orElse(null),
        blockers.getOrDefault(role.id(), List.of()),
        dependents.getOrDefault(role.id(), List.of()),
        launch == null ? 0 : launch.attempts(),
        launch == null ? null : launch.lastError());
  }

  private Task task(Binding binding) {
    return Objects.requireNonNull(tasks.get(binding.task()));
  }
}
