package dev.hera.imports.argus;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Makes imported rows obey Hera's rules. Deterministic: rows are looked at in id order. */
final class ImportFit {
  private final ImportedPlans rows;
  private final Instant now;
  private final ImportNotes notes;

  ImportFit(ImportedPlans rows, Instant now) {
    this.rows = rows;
    this.now = now;
    this.notes = new ImportNotes(rows.notes());
  }

  /** The rows that can be taken, each kind in id order, with all notes of what was done to them. */
  ImportedPlans fit() {
    ImportNames names = new ImportNames(notes);
    List<Orchestrator> orchestrators =
        names.orchestrators(sorted("orchestrator", rows.orchestrators(), row -> row.id().value()));
    Map<OrchestratorId, Orchestrator> places = byId(orchestrators, Orchestrator::id);
    List<Role> roles = names.roles(ofKnownPlaces(places));
    Map<RoleId, Role> known = byId(roles, Role::id);
    List<Task> tasks = sorted("task", rows.tasks(), row -> row.id().value());
    List<Binding> bindings =
        new ImportBindings(places, known, byId(tasks, Task::id), now, notes)
            .fit(sorted("binding", rows.bindings(), row -> row.id().value()));
    List<Message> messages =
        new ImportMessages(known, notes)
            .fit(sorted("message", rows.messages(), row -> row.id().value()));
    return new ImportedPlans(
        new ImportTree(known, bindings).withParents(orchestrators),
        withoutNodesOfArchived(roles, places, bindings),
        tasks,
        bindings,
        new ImportEdges(known, notes).fit(rows.edges()),
        messages,
        cursors(known, messages),
        rows.leftOut(),
        notes.all());
  }

  /** The rows in id order, of those with one id the first. */
  private <R> List<R> sorted(String kind, List<R> rows, ToLongFunction<R> id) {
    Set<Long> seen = new HashSet<>();
    List<R> sorted = new ArrayList<>();
    for (R row : rows.stream().sorted(Comparator.comparingLong(id)).toList()) {
      if (seen.add(id.applyAsLong(row))) {
        sorted.add(row);
      } else {
        notes.leftOut(kind + " " + id.applyAsLong(row), "an earlier one has this id");
      }
    }
    return sorted;
  }

  private static <R, I> Map<I, R> byId(List<R> rows, Function<R, I> id) {
    return rows.stream().collect(Collectors.toMap(id, Function.identity()));
  }

  private List<Role> ofKnownPlaces(Map<OrchestratorId, Orchestrator> places) {
    return sorted("role", rows.roles(), row -> row.id().value()).stream()
        .filter(role -> isPlaced(role, places))
        .toList();
  }

  private boolean isPlaced(Role role, Map<OrchestratorId, Orchestrator> places) {
    boolean placed = places.containsKey(role.orchestrator());
    if (!placed) {
      notes.leftOut("role \"" + role.name() + "\"", "it has no orchestrator");
    }
    return placed;
  }

  /** As archiving does (M3): what never started there is cancelled. */
  private List<Role> withoutNodesOfArchived(
      List<Role> roles, Map<OrchestratorId, Orchestrator> places, List<Binding> bindings) {
    Set<RoleId> started =
        bindings.stream().filter(Binding::isStart).map(Binding::role).collect(Collectors.toSet());
    return roles.stream()
        .map(
            role -> {
              Instant closed =
                  Optional.ofNullable(places.get(role.orchestrator())).orElseThrow().archived();
              return closed != null && isWaiting(role) && !started.contains(role.id())
                  ? cancelled(role, closed)
                  : role;
            })
        .toList();
  }

  private static boolean isWaiting(Role role) {
    return role.kind() == RoleKind.WORKER && role.isActive() && !role.isCancelled();
  }

  private Role cancelled(Role role, Instant at) {
    notes.changed(
        "node \"" + role.name() + "\"", "cancelled: its orchestrator was archived before it began");
    return role.cancelledAt(at);
  }

  private Map<RoleId, MessageId> cursors(Map<RoleId, Role> known, List<Message> messages) {
    long first = messages.isEmpty() ? Long.MAX_VALUE : messages.get(0).id().value();
    Map<RoleId, MessageId> cursors = new LinkedHashMap<>();
    rows.cursors().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry -> {
              String what = "cursor of role " + entry.getKey().value();
              if (!known.containsKey(entry.getKey())) {
                notes.leftOut(what, "its role was not taken over");
              } else if (entry.getValue().value() < first) {
                notes.leftOut(what, "no message up to it was taken over");
              } else {
                cursors.put(entry.getKey(), entry.getValue());
              }
            });
    return cursors;
  }
}
