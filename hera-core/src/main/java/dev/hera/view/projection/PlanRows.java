package dev.hera.view.projection;

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
import dev.hera.view.RoleView;
import dev.hera.view.ViewState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a picture of one plan is made of, as a store has it now or as its history tells it.
 *
 * @param roles those that are not archived
 * @param gates of each of them
 * @param launches those that there are
 * @param bindings all that each role ever had
 * @param tasks of all these bindings
 */
public record PlanRows(
    Orchestrator orchestrator,
    Map<RoleId, Role> roles,
    Map<RoleId, Gate> gates,
    Map<RoleId, Launch> launches,
    Map<RoleId, List<Binding>> bindings,
    Map<TaskId, Task> tasks,
    List<Edge> edges) {

  /** The plan that these rows make. */
  public PlanView plan() {
    Map<RoleId, List<String>> blockers = new HashMap<>();
    Map<RoleId, List<String>> dependents = new HashMap<>();
    for (Edge edge : edges) {
      name(edge.blocker()).ifPresent(name -> add(blockers, edge.blocked(), name));
      name(edge.blocked()).ifPresent(name -> add(dependents, edge.blocker(), name));
    }
    List<PlanView.Node> nodes =
        roles.values().stream()
            .filter(role -> role.kind() == RoleKind.WORKER)
            .sorted(Comparator.comparing(Role::id))
            .map(
                role ->
                    node(
                        role,
                        blockers.getOrDefault(role.id(), List.of()),
                        dependents.getOrDefault(role.id(), List.of())))
            .toList();
    return new PlanView(orchestrator.name(), nodes);
  }

  private Optional<String> name(RoleId role) {
    return Optional.ofNullable(roles.get(role)).map(Role::name);
  }

  private static void add(Map<RoleId, List<String>> lists, RoleId role, String name) {
    lists.computeIfAbsent(role, none -> new ArrayList<>()).add(name);
  }

  private PlanView.Node node(Role role, List<String> blockers, List<String> dependents) {
    Optional<Task> live = live(role.id()).map(this::task);
    Optional<Task> last = lastTask(role.id());
    NodeFacts facts =
        NodeFacts.of(role, orchestrator.isActive(), bindingsOf(role.id()), live.orElse(null));
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
        blockers,
        dependents,
        launch == null ? 0 : launch.attempts(),
        launch == null ? null : launch.lastError());
  }

  /** Who takes part, coordinators first, in role-id order. */
  public List<RoleView> members() {
    return roles.values().stream()
        .sorted(
            Comparator.comparing((Role role) -> role.kind() != RoleKind.COORDINATOR)
                .thenComparing(Role::id))
        .map(this::member)
        .toList();
  }

  private RoleView member(Role role) {
    Optional<Binding> live = live(role.id());
    @Nullable Task task = live.map(this::task).or(() -> lastTask(role.id())).orElse(null);
    return new RoleView(
        role.name(),
        role.kind(),
        RoleIcon.of(role.status(), task, live.isPresent()),
        role.status(),
        role.statusAt(),
        live.isPresent());
  }

  List<Binding> bindingsOf(RoleId role) {
    return bindings.getOrDefault(role, List.of());
  }

  Optional<Binding> live(RoleId role) {
    return bindingsOf(role).stream().filter(Binding::isLive).findFirst();
  }

  private Optional<Task> lastTask(RoleId role) {
    return bindingsOf(role).stream()
        .filter(Binding::isStart)
        .max(Comparator.comparing(Binding::id))
        .map(this::task);
  }

  Task task(Binding binding) {
    return Objects.requireNonNull(tasks.get(binding.task()));
  }
}
