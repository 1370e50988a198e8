package dev.hera.imports.argus;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import java.util.List;
import java.util.Map;

/**
 * What argus kept of its orchestrators, in Hera's words, for {@link PlanImport}. The ids are the
 * reader's own: they relate the rows to one another and order them, nothing more. Rows need not
 * obey Hera's rules, but their texts are well-formed and without NUL characters. Parents of
 * orchestrators are found by the import.
 *
 * @param leftOut how many rows of a kind of {@link ImportReport#counts()} the reader has left out
 *     itself; they count as found
 * @param notes what the reader of the rows has to report of them
 */
record ImportedPlans(
    List<Orchestrator> orchestrators,
    List<Role> roles,
    List<Task> tasks,
    List<Binding> bindings,
    List<Edge> edges,
    List<Message> messages,
    Map<RoleId, MessageId> cursors,
    Map<String, Integer> leftOut,
    List<ImportReport.Note> notes) {

  ImportedPlans {
    orchestrators = List.copyOf(orchestrators);
    roles = List.copyOf(roles);
    tasks = List.copyOf(tasks);
    bindings = List.copyOf(bindings);
    edges = List.copyOf(edges);
    messages = List.copyOf(messages);
    cursors = Map.copyOf(cursors);
    leftOut = Map.copyOf(leftOut);
    notes = List.copyOf(notes);
  }
}
