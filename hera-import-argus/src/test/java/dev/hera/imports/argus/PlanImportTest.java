package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Hera;
import dev.hera.PlanChecks;
import dev.hera.error.InvalidArgumentException;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.memory.MemoryStore;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Hold;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.HeraStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanImportTest extends PlanImports {
  @Test
  void takes_everything_over_with_new_ids_and_the_same_times() {
    ImportReport report =
        take(
            led()
                .worker(40, "1a", Status.WORKING)
                .worker(50, "2a")
                .task(7, TaskStatus.IN_PROGRESS, null)
                .live(9, 40, 1, 7)
                .edge(50, 40)
                .message(100, 40, 1, "begun", null)
                .message(101, 1, 40, "go on", 100L)
                .cursor(1, 100));

    assertThat(report.notes()).isEmpty();
    assertThat(report.counts()).allMatch(count -> count.found() == count.taken());
    assertThat(report.taken("messages")).isEqualTo(2);
    assertThat(shop().created()).isEqualTo(ImportedRows.THEN);
    assertThat(role("1a").id().value()).isLessThan(role("2a").id().value());
    assertThat(role("1a").statusAt()).isEqualTo(ImportedRows.THEN.plusSeconds(9));
    assertThat(role("2a").prompt()).isEqualTo("do 2a");
    assertThat(bindings("1a")).singleElement().matches(Binding::isLive);
    List<Message> unread = read(tx -> tx.messages().listUnread(role(tx, "1a").id()));
    assertThat(unread).singleElement().matches(message -> message.tldr().equals("go on"));
    Message first = read(tx -> tx.messages().list(List.of(unread.get(0).inReplyTo()))).get(0);
    assertThat(first.tldr()).isEqualTo("begun");
    assertThat(first.read()).isEqualTo(ImportedRows.THEN.plusSeconds(101));
    Optional<MessageId> cursor = read(tx -> tx.messages().findCursor(role(tx, "lead").id()));
    assertThat(cursor).contains(first.id());
  }

  @Test
  void what_is_imported_goes_on_in_hera() {
    take(
        led()
            .worker(2, "1a", Status.WORKING)
            .worker(3, "2a")
            .task(2, TaskStatus.IN_PROGRESS, null)
            .live(2, 2, 1, 2)
            .edge(3, 2));
    Hera hera = hera(store, launcher);
    hera.tick();
    assertThat(bindings("2a")).isEmpty();

    Caller worker = Caller.task(bindings("1a").get(0).task());
    hera.participant(worker, null).report(Status.DONE);
    hera.tick();

    assertThat(bindings("2a")).singleElement().matches(Binding::isLive);
    assertThat(launcher.started()).containsExactly("2a");
    PlanChecks.check(store, "after the tick");
  }

  @Test
  void ready_nodes_are_requested_told_and_not_started() {
    ImportReport report = take(led().worker(2, "1a").worker(3, "1b").worker(4, "2a").edge(4, 3));

    assertThat(report.ready()).containsExactly("shop/1a", "shop/1b");
    assertThat(report.text()).contains("Ready, 2: shop/1a, shop/1b", "Nothing was started");
    assertThat(launch("1a").orElseThrow().due()).isEqualTo(NOW);
    assertThat(launch("2a")).isEmpty();
  }

  @Test
  void a_failed_blocker_holds_its_dependents_and_the_coordinator_is_told_once() {
    ImportReport report =
        take(
            led()
                .worker(2, "1a", Status.FAILED)
                .worker(3, "2a")
                .task(2, TaskStatus.IN_REVIEW, null)
                .live(2, 2, 1, 2)
                .edge(3, 2));

    assertThat(report.held()).containsExactly("shop/2a");
    List<Hold> holds = read(tx -> tx.holds().listOf(role(tx, "2a").id(), true));
    assertThat(holds).singleElement().matches(Hold::told);
    List<Message> unread = read(tx -> tx.messages().listUnread(role(tx, "lead").id()));
    assertThat(unread).singleElement().matches(message -> message.tldr().startsWith("held:"));
  }

  @ParameterizedTest
  @CsvSource({
    "DONE, IN_REVIEW, SATISFIED",
    "FAILED, IN_PROGRESS, FAILED",
    "WORKING, IN_PROGRESS, WORKING",
    "WORKING, PENDING, WORKING",
    "WORKING, IN_REVIEW, FAILED",
    "IDLE, COMPLETE, FAILED"
  })
  void a_blocker_means_what_the_gate_says(Status status, TaskStatus task, BlockerOutcome outcome) {
    take(
        led()
            .worker(2, "1a", status)
            .worker(3, "2a")
            .task(2, task, null)
            .live(2, 2, 1, 2)
            .edge(3, 2));

    assertThat(read(tx -> tx.gates().find(role(tx, "1a").id())).orElseThrow().outcome())
        .isEqualTo(outcome);
    assertThat(launch("2a").isPresent()).isEqualTo(outcome == BlockerOutcome.SATISFIED);
  }

  @Test
  void the_history_has_the_times_and_says_where_it_comes_from() {
    take(led().worker(2, "1a").worker(3, "2a").edge(3, 2));

    List<Event> events = read(tx -> tx.events().list(shop(tx).id(), 0, 100));
    assertThat(events.get(0).kind()).isEqualTo(EventKind.ORCHESTRATOR_CREATED);
    assertThat(events.get(0).at()).isEqualTo(ImportedRows.THEN);
    assertThat(events.get(0).changes())
        .containsEntry("imported", "argus")
        .containsEntry("base_branch", "main");
    assertThat(events).extracting(Event::kind).contains(EventKind.NODE_PLANNED);
    Event last = events.get(events.size() - 1);
    assertThat(last.kind()).isEqualTo(EventKind.LAUNCH_REQUESTED);
    assertThat(last.at()).isEqualTo(NOW);
  }

  @Test
  void refuses_a_store_that_was_used_and_changes_nothing() {
    take(led().worker(2, "1a"));
    refused(led().worker(2, "1a"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refuses_a_store_whose_only_orchestrator_is_archived(boolean withTask) {
    if (withTask) {
      hera(store, launcher).tasks().register(NewTask.named("a session"));
    } else {
      take(new ImportedRows().orchestrator(1, "old", LATER));
    }
    refused(led());
  }

  private void refused(ImportedRows rows) {
    List<Object> before = Contents.of(store);
    assertThatThrownBy(() -> take(rows))
        .isInstanceOfSatisfying(
            InvalidArgumentException.class,
            refusal -> assertThat(refusal.field()).isEqualTo("store"));
    assertThat(Contents.of(store)).isEqualTo(before);
  }

  @Test
  void an_empty_source_gives_an_empty_store() {
    assertThat(take(new ImportedRows()).counts()).allMatch(count -> count.taken() == 0);
  }

  @Test
  void whatever_the_rows_are_the_plan_is_whole_and_the_same_each_time() {
    for (int seed = 0; seed < 150; seed++) {
      ImportedRows rows = new RandomRows(seed).rows();
      HeraStore first = MemoryStore.create();
      HeraStore second = MemoryStore.create();
      ImportReport report = into(first, rows);
      PlanChecks.check(first, "seed " + seed);

      assertThat(into(second, rows)).as("seed %d", seed).isEqualTo(report);
      assertThat(Contents.of(second)).as("seed %d", seed).isEqualTo(Contents.of(first));
      hera(first, launcher).tick();
      PlanChecks.check(first, "seed " + seed + " after a tick");
    }
  }

  /** Rows that break every rule now and then. */
  private static final class RandomRows {
    private final Random random;
    private final ImportedRows rows = new ImportedRows();

    RandomRows(int seed) {
      random = new Random(seed);
    }

    ImportedRows rows() {
      for (int id = 1; id <= 3; id++) {
        rows.orchestrator(id, pick("o", "p", "q r"), maybe(LATER));
      }
      for (int id = 1; id <= 5; id++) {
        rows.task(id, pick(TaskStatus.values()), maybe(LATER));
      }
      for (int id = 1; id <= 12; id++) {
        Status status = random.nextBoolean() ? null : pick(Status.values());
        rows.role(
            id,
            1 + random.nextInt(4),
            pick("a", "b", "c d", "c-d", "", "e"),
            random.nextInt(4) == 0 ? pick(RoleKind.values()) : RoleKind.WORKER,
            status,
            maybe(LATER),
            maybe(LATER));
      }
      for (int id = 1; id <= 10; id++) {
        rows.binding(id, any(13), any(4), any(6), pick(null, null, pick(EndReason.values())));
      }
      for (int i = 0; i < 20; i++) {
        rows.edge(any(13), any(13));
      }
      for (int id = 1; id <= 6; id++) {
        rows.message(id, any(13), any(13), pick("t", "", "u\nv"), pick(null, (long) any(6)));
      }
      return rows.cursor(any(13), any(6));
    }

    private int any(int most) {
      return 1 + random.nextInt(most);
    }

    private Instant maybe(Instant at) {
      return random.nextInt(5) == 0 ? at : null;
    }

    @SafeVarargs
    private <T> T pick(T... of) {
      return of[random.nextInt(of.length)];
    }
  }

  @Test
  void the_report_is_fit_for_a_terminal_and_short() {
    ImportedRows rows = led();
    for (int id = 2; id < 32; id++) {
      rows.worker(id, "w\u001b[2J " + id);
    }
    String text = take(rows).text();

    assertThat(text).doesNotContain("\u001b").contains("and 10 more", "roles         31 of 31");
    assertThat(text.lines().count()).isLessThan(20);
  }
}
