package dev.hera.imports.argus;

import dev.hera.Hera;
import dev.hera.error.InvalidArgumentException;
import dev.hera.imports.argus.ImportReport.Count;
import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import dev.hera.message.Message;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.NodeFacts;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Stores the orchestrators of another program with all that Hera keeps of such plans: gates and
 * history in the one transaction of the rows; launch requests of ready nodes, and holds with their
 * notices, by a Hera that never starts anything.
 */
final class PlanImport {
  private static final String FAILED_START =
      "its start failed before; it is planned again, so a host starts it once it is ready, unless"
          + " it is cancelled";

  private final Transaction tx;
  private final ImportedPlans rows;
  private final ImportIds ids;
  private final List<Role> roles;
  private final Map<RoleId, List<Binding>> bindings;

  private PlanImport(Transaction tx, ImportedPlans rows, ImportIds ids) {
    this.tx = tx;
    this.rows = rows;
    this.ids = ids;
    this.roles = rows.roles().stream().map(ids::of).toList();
    this.bindings =
        rows.bindings().stream().map(ids::of).collect(Collectors.groupingBy(Binding::role));
  }

  /**
   * Takes the plans over. What Hera's rules do not admit is changed or left out, and reported.
   * Messages that Hera would not send (M21, M22) are history: they are kept, with a subject of one
   * line, and reported. So is each node whose start had failed: it is planned again.
   *
   * @throws InvalidArgumentException when the store has orchestrators or tasks, also archived ones
   */
  static ImportReport into(
      HeraStore store, ImportedPlans plans, Clock clock, RandomGenerator random) {
    ImportedPlans rows = new ImportFit(plans, clock.instant().truncatedTo(ChronoUnit.MILLIS)).fit();
    ImportReport report =
        store.write(
            tx -> {
              ImportIds ids = new ImportIds(tx, rows);
              if (!ids.isFresh()) {
                throw new InvalidArgumentException(
                    "store", "it has orchestrators or tasks already; import into a new one");
              }
              return new PlanImport(tx, rows, ids).run(plans);
            });
    Hera.builder(store).clock(clock).random(random).build().tick();
    return report;
  }

  private ImportReport run(ImportedPlans found) {
    List<Orchestrator> orchestrators = rows.orchestrators().stream().map(ids::of).toList();
    List<Task> tasks = rows.tasks().stream().map(ids::of).toList();
    List<Edge> edges = rows.edges().stream().map(ids::of).toList();
    List<Message> messages = rows.messages().stream().map(ids::of).toList();
    List<Gate> gates = gates(orchestrators, tasks, edges);
    tx.orchestrators().insert(orchestrators.stream().map(row -> row.withParent(null)).toList());
    orchestrators.forEach(tx.orchestrators()::update);
    tx.tasks().insert(tasks);
    tx.roles().insert(roles);
    tx.bindings()
        .insert(
            bindings.values().stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Binding::id))
                .toList());
    tx.edges().insert(edges);
    tx.gates().insert(gates);
    tx.messages().insert(messages);
    rows.cursors().forEach((role, last) -> tx.messages().putCursor(ids.of(role), ids.upTo(last)));
    new ImportHistory(tasks, bindings).tell(orchestrators, roles, edges, messages).appendTo(tx);
    return report(found, new Nodes(orchestrators, roles), gates);
  }

  private List<Gate> gates(List<Orchestrator> orchestrators, List<Task> tasks, List<Edge> edges) {
    Set<OrchestratorId> active =
        orchestrators.stream()
            .filter(Orchestrator::isActive)
            .map(Orchestrator::id)
            .collect(Collectors.toSet());
    Map<TaskId, Task> byId =
        tasks.stream().collect(Collectors.toMap(Task::id, Function.identity()));
    Map<RoleId, Gate> gates = new TreeMap<>();
    for (Role role : roles) {
      List<Binding> its = bindings.getOrDefault(role.id(), List.of());
      Task task =
          its.stream()
              .filter(Binding::isLive)
              .findFirst()
              .map(binding -> byId.get(binding.task()))
              .orElse(null);
      NodeFacts facts = NodeFacts.of(role, active.contains(role.orchestrator()), its, task);
      gates.put(role.id(), Gate.of(role.id(), role.orchestrator(), facts));
    }
    for (Edge edge : edges) {
      Gate blocker = Objects.requireNonNull(gates.get(edge.blocker()));
      gates.computeIfPresent(edge.blocked(), (id, gate) -> gate.plus(blocker.outcome()));
    }
    return List.copyOf(gates.values());
  }

  /** Names nodes for people. */
  private record Nodes(List<Orchestrator> orchestrators, List<Role> roles) {
    List<String> names(List<Gate> gates, Predicate<Gate> wanted) {
      Map<OrchestratorId, String> places =
          orchestrators.stream().collect(Collectors.toMap(Orchestrator::id, Orchestrator::name));
      Map<RoleId, Role> byId =
          roles.stream().collect(Collectors.toMap(Role::id, Function.identity()));
      return gates.stream()
          .filter(wanted)
          .map(gate -> Objects.requireNonNull(byId.get(gate.role())))
          .map(role -> places.get(role.orchestrator()) + "/" + role.name())
          .toList();
    }
  }

  private ImportReport report(ImportedPlans found, Nodes nodes, List<Gate> gates) {
    return new ImportReport(
        counts(found),
        notes(nodes, gates),
        nodes.names(gates, Gate::isReady),
        nodes.names(gates, gate -> gate.planned() && gate.failed() > 0));
  }

  /** All notes; a failed start leaves a node planned (G26), which nobody may expect. */
  private List<Note> notes(Nodes nodes, List<Gate> gates) {
    List<Note> notes = new ArrayList<>(rows.notes());
    nodes.names(gates, gate -> gate.planned() && bindings.containsKey(gate.role())).stream()
        .map(name -> new Note(Fate.KEPT, name, FAILED_START))
        .forEach(notes::add);
    return notes;
  }

  private List<Count> counts(ImportedPlans found) {
    return List.of(
        count("orchestrators", found, plans -> plans.orchestrators().size()),
        count("roles", found, plans -> plans.roles().size()),
        count("statuses", found, PlanImport::statuses),
        count("tasks", found, plans -> plans.tasks().size()),
        count("handoff notes", found, PlanImport::handoffNotes),
        count("bindings", found, plans -> plans.bindings().size()),
        count("edges", found, plans -> plans.edges().size()),
        count("messages", found, plans -> plans.messages().size()),
        count("cursors", found, plans -> plans.cursors().size()));
  }

  private Count count(String kind, ImportedPlans found, ToIntFunction<ImportedPlans> size) {
    int leftOut = found.leftOut().getOrDefault(kind, 0);
    return new Count(kind, size.applyAsInt(found) + leftOut, size.applyAsInt(rows));
  }

  private static int statuses(ImportedPlans of) {
    return (int) of.roles().stream().filter(role -> role.status() != null).count();
  }

  private static int handoffNotes(ImportedPlans of) {
    return (int) of.tasks().stream().filter(task -> task.handoffNote() != null).count();
  }
}
