package dev.hera.store.tck.invariant;

import dev.hera.history.Event;
import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a store holds about its orchestrators, as far as the SPI can tell: every active
 * orchestrator, and every archived one whose id is below that of an active one or of a child; of
 * them every role that is active, has a gate, a binding or a launch, or is the end of an edge.
 */
public final class Contents {
  /** Archived orchestrators are looked for by their ids, up to this one. */
  private static final long LAST_PROBED = 100_000;

  private static final int MOST_MESSAGES = 10_000;

  final Map<OrchestratorId, Orchestrator> orchestrators = new TreeMap<>();
  final Map<RoleId, Role> roles = new TreeMap<>();
  final List<Edge> edges = new ArrayList<>();
  final Map<RoleId, Gate> gates = new TreeMap<>();
  final Map<RoleId, List<Binding>> bindings = new TreeMap<>();
  final List<Binding> live = new ArrayList<>();
  final Map<TaskId, Task> tasks = new TreeMap<>();
  final Map<RoleId, Launch> launches = new TreeMap<>();
  final Map<RoleId, List<Hold>> holds = new TreeMap<>();
  final Map<OrchestratorId, List<Event>> events = new TreeMap<>();

  private final Transaction tx;

  private Contents(Transaction tx) {
    this.tx = tx;
  }

  static Contents of(Transaction tx) {
    Contents contents = new Contents(tx);
    contents.readOrchestrators();
    contents.orchestrators.keySet().forEach(contents::readPlan);
    contents.readRoles();
    return contents;
  }

  private void readOrchestrators() {
    tx.orchestrators().listActive().forEach(this::add);
    for (long id = 1; id <= Math.min(LAST_PROBED, highestId()); id++) {
      tx.orchestrators().find(new OrchestratorId(id)).ifPresent(this::addWithChildren);
    }
  }

  private long highestId() {
    return orchestrators.keySet().stream().mapToLong(OrchestratorId::value).max().orElse(0);
  }

  private void addWithChildren(Orchestrator orchestrator) {
    add(orchestrator);
    tx.orchestrators().listChildren(orchestrator.id()).forEach(this::add);
  }

  private void add(Orchestrator orchestrator) {
    orchestrators.put(orchestrator.id(), orchestrator);
  }

  private void readPlan(OrchestratorId orchestrator) {
    tx.roles().listActive(orchestrator, RoleFilter.ALL).forEach(role -> roles.put(role.id(), role));
    for (Gate gate : tx.gates().list(orchestrator)) {
      gates.put(gate.role(), gate);
      findRole(gate.role());
    }
    for (Edge edge : tx.edges().list(orchestrator)) {
      edges.add(edge);
      findRole(edge.blocked());
      findRole(edge.blocker());
    }
    tx.bindings().list(orchestrator, false).forEach(binding -> findRole(binding.role()));
    tx.launches().list(orchestrator).forEach(launch -> findRole(launch.role()));
    live.addAll(tx.bindings().list(orchestrator, true));
    events.put(orchestrator, tx.events().list(orchestrator, 0, Integer.MAX_VALUE));
  }

  private void findRole(RoleId id) {
    if (!roles.containsKey(id)) {
      tx.roles().find(id).ifPresent(role -> roles.put(id, role));
    }
  }

  private void readRoles() {
    Set<RoleId> all = roles.keySet();
    Set<TaskId> bound = new TreeSet<>();
    for (Binding binding : tx.bindings().listOfRoles(all)) {
      bindings.computeIfAbsent(binding.role(), role -> new ArrayList<>()).add(binding);
      bound.add(binding.task());
    }
    tx.tasks().list(bound).forEach(task -> tasks.put(task.id(), task));
    tx.launches().listOf(all).forEach(launch -> launches.put(launch.role(), launch));
    all.forEach(role -> holds.put(role, tx.holds().listOf(role, false)));
  }

  /** All rows, a line for each, in an order that is always the same. */
  public static List<String> lines(Transaction tx) {
    Contents contents = Contents.of(tx);
    List<String> lines = new ArrayList<>();
    add(lines, contents.orchestrators.values());
    add(lines, contents.roles.values());
    add(lines, contents.tasks.values());
    contents.bindings.values().forEach(each -> add(lines, each));
    add(lines, contents.edges);
    add(lines, contents.gates.values());
    add(lines, contents.launches.values());
    contents.holds.values().forEach(each -> add(lines, each));
    List<OrchestratorId> all = List.copyOf(contents.orchestrators.keySet());
    add(lines, tx.messages().listAfter(all, new MessageId(0), MOST_MESSAGES));
    contents.events.values().forEach(each -> add(lines, each));
    for (RoleId role : contents.roles.keySet()) {
      tx.messages().findCursor(role).ifPresent(at -> lines.add(role + " has read up to " + at));
    }
    add(lines, tx.hosts().list());
    return List.copyOf(lines);
  }

  private static void add(List<String> lines, Collection<?> things) {
    things.forEach(thing -> lines.add(String.valueOf(thing).replace("\n", "\\n")));
  }

  boolean isActive(OrchestratorId id) {
    Orchestrator orchestrator = orchestrators.get(id);
    return orchestrator != null && orchestrator.isActive();
  }

  List<Binding> bindingsOf(RoleId role) {
    return bindings.getOrDefault(role, List.of());
  }

  List<Hold> holdsOf(RoleId role) {
    return holds.getOrDefault(role, List.of());
  }

  /** The role as messages name it. */
  String name(RoleId id) {
    Role role = roles.get(id);
    return "role " + id.value() + (role == null ? "" : " \"" + role.name() + "\"");
  }
}
