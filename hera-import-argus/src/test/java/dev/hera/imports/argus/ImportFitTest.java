package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hera.imports.argus.ImportReport.Count;
import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import dev.hera.message.MessageId;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportFitTest extends PlanImports {
  @Test
  void a_cursor_counts_as_taken_when_the_store_has_it() {
    ImportReport report =
        take(
            led()
                .worker(2, "1a")
                .worker(3, "1b")
                .message(10, 1, 2, "go on", null)
                .cursor(1, 10)
                .cursor(2, 0)
                .cursor(3, 9)
                .cursor(99, 10));

    assertThat(report.counts()).contains(new Count("cursors", 4, 1));
    assertThat(report.notes())
        .extracting(Note::what, Note::why)
        .containsExactly(
            tuple("cursor of role 2", "no message up to it was taken over"),
            tuple("cursor of role 3", "no message up to it was taken over"),
            tuple("cursor of role 99", "its role was not taken over"));
    Optional<MessageId> lead = read(tx -> tx.messages().findCursor(role(tx, "lead").id()));
    Optional<MessageId> worker = read(tx -> tx.messages().findCursor(role(tx, "1b").id()));
    assertThat(lead).isPresent();
    assertThat(worker).isEmpty();
  }

  @Test
  void what_the_reader_left_out_counts_as_found() {
    ImportReport report =
        take(
            led()
                .worker(2, "1a", Status.WORKING)
                .leftOut("statuses", 2)
                .leftOut("handoff notes", 3));

    assertThat(report.counts())
        .contains(
            new Count("statuses", 3, 1),
            new Count("handoff notes", 3, 0),
            new Count("tasks", 1, 1));
  }

  @Test
  void of_rows_with_one_id_the_first_is_taken() {
    ImportReport report =
        take(
            led()
                .orchestrator(1, "again", null)
                .worker(2, "first")
                .worker(2, "second")
                .worker(3, "after")
                .task(1, TaskStatus.PENDING, null)
                .live(1, 2, 1, 1)
                .message(1, 2, 1, "first", null)
                .message(1, 2, 1, "second", null)
                .edge(3, 2)
                .edge(3, 2));

    assertThat(role("first").prompt()).isEqualTo("do first");
    assertThat(report.counts())
        .filteredOn(count -> count.found() > count.taken())
        .extracting(Count::kind, count -> count.found() - count.taken())
        .containsExactly(
            tuple("orchestrators", 1),
            tuple("roles", 1),
            tuple("tasks", 1),
            tuple("bindings", 1),
            tuple("edges", 1),
            tuple("messages", 1));
    assertThat(report.notes()).hasSize(6).allMatch(note -> note.fate() == Fate.LEFT_OUT);
  }
}
