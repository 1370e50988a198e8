package dev.hera.store.tck;

import static dev.hera.store.tck.ContractRun.rejectedAt;

import dev.hera.store.tck.LeakingStores.KeepsConnections;
import dev.hera.store.tck.LeakingStores.KeepsFiles;
import dev.hera.store.tck.LeakingStores.KeepsThreads;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The contract rejects every store that keeps something. */
class LeakingStoresTest {
  @TestFactory
  Stream<DynamicTest> a_store_that_leaks_connections_of_what_failed_is_rejected() {
    return Stream.of(
        rejectedAt(
            "leaks a connection with each failed read",
            directory -> KeepsConnections.ofFailedReads(),
            "Resources.many_failing_reads_leave_the_store_usable",
            "Resources.failing_transactions_of_many_callers_leave_the_store_usable"),
        rejectedAt(
            "leaks a connection with each failed write",
            directory -> KeepsConnections.ofFailedWrites(),
            "Resources.many_failing_writes_leave_the_store_usable",
            "Resources.failing_transactions_of_many_callers_leave_the_store_usable"));
  }

  @EnabledOnOs(OS.LINUX) // elsewhere nothing tells which files are open
  @TestFactory
  Stream<DynamicTest> a_store_that_leaks_files_is_rejected() {
    return Stream.of(
        rejectedAt(
            "leaves a file open with each failed write",
            directory -> new KeepsFiles(directory, true),
            "Resources.failing_transactions_keep_no_file_open"),
        rejectedAt(
            "leaves a file open when it is closed",
            directory -> new KeepsFiles(directory, false),
            "Resources.a_store_opened_and_closed_many_times_leaves_no_file_open",
            "Resources.a_store_closed_after_many_callers_leaves_no_file_open"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_leaks_threads_is_rejected() {
    return Stream.of(
        rejectedAt(
            "leaves a thread behind with each failed read",
            directory -> new KeepsThreads(true),
            "Resources.failing_transactions_keep_no_thread"),
        rejectedAt(
            "leaves a thread behind when it is closed",
            directory -> new KeepsThreads(false),
            "Resources.a_store_opened_and_closed_many_times_leaves_no_thread_behind"));
  }
}
