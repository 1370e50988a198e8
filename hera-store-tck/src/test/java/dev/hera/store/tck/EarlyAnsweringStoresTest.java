package dev.hera.store.tck;

import static dev.hera.store.tck.ContractRun.rejectedAt;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Stores that answer before they commit are rejected by the contract. */
class EarlyAnsweringStoresTest {
  @TestFactory
  Stream<DynamicTest> a_store_that_answers_before_it_commits_is_rejected() {
    return Stream.of(
        rejectedAt(
            "commits when the next write comes",
            none -> new EarlyAnsweringStores.CommitsLater(),
            "Threads.a_read_begun_after_a_write_returned_sees_it"));
  }
}
