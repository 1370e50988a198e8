package dev.hera.store.tck;

import static dev.hera.store.tck.ContractRun.rejected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.BrokenStores.Catches;
import dev.hera.store.tck.TamperedStore.Call;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every store that is broken as a whole is rejected by the test that is there for it. */
class BrokenStoresTest {
  @TestFactory
  Stream<DynamicTest> a_store_that_claims_another_mode_than_it_runs_in_is_rejected() {
    return Stream.of(
        rejected(
            "runs without waiting for the disk",
            BrokenStores.Sloppy::new,
            "Mode.the_store_runs_in_the_mode_that_it_claims",
            "Mode.a_reopened_store_runs_in_the_mode_that_it_claims"));
  }

  @Test
  void the_report_names_what_passed_what_failed_and_the_mode() {
    assertThat(report(BrokenStores.Sloppy::new))
        .contains(
            "TestedContract: 0 tests passed {}; others [Mode.the_store_runs_in_the_mode_that_it_claims")
        .contains(" failed]; mode {synchronous=off}");
    assertThat(report(MemoryStore::create))
        .contains("TestedContract: 1 tests passed {Mode=1}; others []; mode {synchronous=full}");
  }

  private static String report(Supplier<HeraStore> store) {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ContractRun.failures(
          directory -> store.get(), "Mode.the_store_runs_in_the_mode_that_it_claims");
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_breaks_its_transactions_is_rejected() {
    return Stream.of(
        rejected(
            "never rolls back",
            BrokenStores.NeverRollsBack::new,
            "Transactions.a_write_that_fails_takes_every_change_back",
            "Transactions.each_change_is_taken_back_on_its_own",
            "Transactions.a_write_that_fails_leaves_an_empty_store_empty",
            "Closing.a_reopened_store_does_not_know_what_was_taken_back"),
        rejected(
            "swallows exceptions",
            () -> Catches.andSwallows(thrown -> true),
            "Transactions.an_exception_of_the_work_passes_unchanged"),
        rejected(
            "wraps exceptions",
            Catches::andWraps,
            "Transactions.an_exception_of_the_work_passes_unchanged"),
        rejected(
            "nests transactions",
            BrokenStores.Nests::new,
            "TransactionBounds.a_read_within_a_read_is_refused",
            "TransactionBounds.a_write_within_a_read_is_refused",
            "TransactionBounds.a_read_within_a_write_is_refused",
            "TransactionBounds.a_write_within_a_write_is_refused"),
        rejected(
            "writes in reads",
            BrokenStores.WritesInReads::new,
            "TransactionBounds.a_read_refuses_every_change"),
        rejected(
            "commits every call",
            () -> new BrokenStores.CommitsEveryCall(true),
            "TransactionBounds.a_transaction_is_of_no_use_after_its_work_ended",
            "TransactionBounds.a_transaction_is_of_no_use_after_its_work_failed",
            "TransactionBounds.a_part_of_a_transaction_is_of_no_use_after_its_work_ended",
            "TransactionBounds.a_transaction_is_of_no_use_on_another_thread",
            "Transactions.a_write_that_breaks_a_uniqueness_rule_is_taken_back_whole",
            "Transactions.an_error_of_the_work_passes_unchanged_and_takes_everything_back"),
        rejected(
            "commits in spite of a refused change",
            () -> Catches.andSwallows(thrown -> thrown.getMessage().contains("may not go on")),
            "Transactions.a_work_that_goes_on_after_a_uniqueness_rule_refused_a_change_does_not_commit",
            "Transactions.a_work_that_goes_on_after_an_update_of_nothing_does_not_commit"),
        rejected(
            "remembers what was taken back",
            () -> new BrokenStores.Remembers("gates.find", "gates.update"),
            "Transactions.a_write_does_not_see_what_was_taken_back"),
        rejected(
            "remembers what was changed since",
            () -> new BrokenStores.Remembers("gates.find", "gates.insert"),
            "Transactions.a_write_sees_each_change_that_was_committed_since_the_one_before"),
        rejected(
            "forgets an insert",
            () -> TamperedStore.inMemory("gates.insert", call -> null),
            "Transactions.every_change_changes_something"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_mixes_up_its_threads_is_rejected() {
    return Stream.of(
        rejected(
            "reads what is not committed",
            () -> new BrokenStores.CommitsEveryCall(true),
            "Threads.nobody_sees_what_is_not_committed",
            "Threads.no_read_sees_half_of_a_write",
            "Threads.a_write_that_comes_while_another_one_runs_sees_what_that_one_did"),
        rejected(
            "reads without a snapshot",
            () -> new BrokenStores.CommitsEveryCall(false),
            "Threads.a_read_sees_the_same_however_often_it_looks",
            "Threads.a_read_does_not_see_what_was_written_after_it_began",
            "Threads.no_read_sees_one_row_before_and_another_after_a_write"),
        rejected(
            "loses updates",
            BrokenStores.LosesUpdates::new,
            "Threads.a_write_that_comes_while_another_one_runs_sees_what_that_one_did"),
        rejected(
            "forgets an update now and then",
            BrokenStoresTest::forgetful,
            "Races.no_update_of_racing_writers_is_lost"),
        rejected(
            "gives ids twice",
            () -> TamperedStore.inMemory("takeIds", call -> (long) call.proceed() / 2 + 1),
            "Races.racing_writers_get_ids_of_their_own",
            "Ids.ids_increase_within_a_transaction"),
        rejected(
            "forgets names in a race",
            () -> Catches.andForgets("active orchestrator name"),
            "Races.one_of_racing_inserts_of_a_name_succeeds"),
        rejected(
            "breaks on an interrupt",
            BrokenEndings.BreaksOnInterrupt::new,
            "Interrupts.a_thread_interrupted_before_its_transactions_does_no_harm_to_others",
            "Interrupts.a_thread_interrupted_in_the_midst_of_its_work_does_no_harm_to_others",
            "Interrupts.a_thread_interrupted_while_it_reads_does_no_harm_to_others"),
        rejected(
            "lies to the interrupted",
            BrokenEndings.LiesToTheInterrupted::new,
            "Interrupts.a_thread_interrupted_before_its_transactions_does_no_harm_to_others"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_ends_badly_is_rejected() {
    HeraStore shared = new BrokenEndings.NeverCloses();
    return Stream.of(
        rejected(
            "forgets everything when it is closed",
            MemoryStore::create,
            "Closing.a_reopened_store_knows_everything",
            "Closing.a_reopened_store_knows_every_change",
            "Closing.a_reopened_store_keeps_its_uniqueness_rules",
            "Ids.ids_that_no_row_carries_are_not_given_again_after_a_reopen"),
        rejected(
            "never closes",
            BrokenEndings.NeverCloses::new,
            "Closing.a_closed_store_refuses_every_transaction",
            "Closing.closing_waits_for_a_write_that_runs",
            "Closing.closing_waits_for_a_read_that_runs"),
        rejected(
            "cannot be closed twice",
            BrokenEndings.ClosesOnce::new,
            "Closing.closing_twice_does_no_harm"),
        rejected(
            "is one for all directories",
            () -> shared,
            "Closing.stores_of_different_directories_share_nothing"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_gives_ids_wrongly_is_rejected() {
    return Stream.of(
        rejected(
            "gives the same id for ever",
            () -> TamperedStore.inMemory("takeIds", call -> 1L),
            "Ids.ids_increase_within_a_transaction",
            "Ids.ids_taken_together_are_not_given_again",
            "Ids.ids_after_a_rollback_are_greater_than_every_committed_one"),
        rejected(
            "begins at zero",
            () -> TamperedStore.inMemory("takeIds", call -> (long) call.proceed() - 1),
            "Ids.the_first_id_of_every_kind_is_at_least_one"),
        rejected(
            "takes one id where more were asked for",
            () -> TamperedStore.inMemory("takeIds", BrokenStoresTest::takeOneId),
            "Ids.ids_taken_together_are_not_given_again",
            "Ids.ids_taken_together_are_not_given_again_in_the_same_transaction"));
  }

  private static HeraStore forgetful() {
    AtomicInteger updates = new AtomicInteger();
    return TamperedStore.inMemory(
        "gates.update", call -> updates.incrementAndGet() % 10 == 0 ? null : call.proceed());
  }

  private static Object takeOneId(Call call) throws Throwable {
    return call.with(1, 1);
  }
}
