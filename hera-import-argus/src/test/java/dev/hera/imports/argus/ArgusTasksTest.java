package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.imports.argus.ImportReport.Count;
import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ArgusTasksTest extends ArgusImports {
  private List<Task> tasks(long most) {
    return read(
        tx ->
            LongStream.rangeClosed(1, most)
                .mapToObj(id -> tx.tasks().find(new TaskId(id)).orElseThrow())
                .toList());
  }

  private static List<String> kept(ImportReport report) {
    return report.notes().stream()
        .filter(note -> note.fate() == Fate.KEPT)
        .map(Note::what)
        .toList();
  }

  @Test
  void tasks_without_an_id_are_taken_each_on_its_own() throws Exception {
    ImportReport report =
        imported(
            database ->
                database
                    .task(null, "pending")
                    .task(null, "in_progress")
                    .task("", "in_review")
                    .meta("", "handoff_note", "mind the gap")
                    .execute("update tasks set name = 'nameless ' || status where id is null"));

    assertThat(tasks(5))
        .extracting(Task::name)
        .containsExactlyInAnyOrder(
            "nameless pending", "nameless in_progress", "task ", "task t-1a", "task t-lead");
    assertThat(tasks(5))
        .filteredOn(task -> task.handoffNote() != null)
        .extracting(Task::name)
        .containsExactly("task ");
    assertThat(task(binding(2)).name()).isEqualTo("task t-1a");
    assertThat(kept(report))
        .containsExactly(
            "task \"nameless pending\" (without an id)",
            "task \"nameless in_progress\" (without an id)");
  }

  @Test
  void of_two_tasks_with_one_id_the_older_one_has_the_bindings() throws Exception {
    ImportReport report =
        imported(
            database ->
                database.execute(
                    "insert into tasks (id, name, created_at) values (x'742d3161', 'the younger',"
                        + " '2026-06-01T00:00:00Z')"));

    assertThat(tasks(3)).extracting(Task::name).contains("the younger");
    assertThat(task(binding(2)).name()).isEqualTo("task t-1a");
    assertThat(kept(report)).containsExactly("task t-1a");
  }

  @Test
  void what_tells_of_a_missing_task_is_left_out_counted_and_told() throws Exception {
    ImportReport report =
        imported(
            database ->
                database
                    .meta("t-1a", "handoff_note", "mind the gap")
                    .meta("t-9", "handoff_note", "mind the step")
                    .meta("t-9", "ready_to_close", "true")
                    .execute("insert into task_meta values ('t-9', 'other', 'key', 'value', '')"));

    assertThat(report.counts()).contains(new Count("handoff notes", 2, 1));
    assertThat(report.text())
        .contains("handoff note of task t-9: its task is", "ready_to_close of task t-9: it is");
  }

  @Test
  void the_handoff_note_of_a_task_that_only_a_binding_tells_of_is_taken() throws Exception {
    ImportReport report =
        imported(
            database ->
                database
                    .meta("t-1a", "handoff_note", "mind the gap")
                    .execute("delete from tasks where id = 't-1a'"));

    assertThat(task(binding(2)).handoffNote()).isEqualTo("mind the gap");
    assertThat(report.counts()).contains(new Count("handoff notes", 1, 1));
  }
}
