package dev.hera.store.tck.sim;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The simulation finds every broken launch protocol, each within a thousand seeds. */
class BrokenProtocolsTest {
  private static final int SEEDS = 1_000;

  @TestFactory
  Stream<DynamicTest> a_broken_protocol_is_found() {
    return Stream.of(
        found("start then record", BrokenProtocols.startsAndThenRecords()),
        found("retry without looking first", BrokenLaunching.triesAgainWithoutLooking()),
        found("retry under another key", BrokenLaunching.asksForAnotherKey()),
        found("two starts for one claim", BrokenLaunching.startsTwice()),
        found("epoch not checked", BrokenProtocols.checksNoEpoch()),
        found("unique index only", BrokenProtocols.claimsInItsOwnMemory()),
        found("claim of a stale row", BrokenProtocols.claimsWhatItSawBefore()),
        found("done and release in two transactions", BrokenProtocols.releasesLater()),
        found("answer and notice before commit", BrokenProtocols.tellsBeforeItCommits()),
        found("lost acknowledged writes", BrokenProtocols.losesWrites()));
  }

  @TestFactory
  Stream<DynamicTest> a_forgetful_store_is_found() {
    return Stream.of(
        found("ended bindings stay live", forgetting("bindings.update")),
        found("holds are not kept", forgetting("holds.insert")),
        found("counts of blockers drift", forgetting("gates.update")),
        found(
            "nobody looks after unfinished starts", BrokenProtocols.looksAfterNoUnfinishedStart()),
        found("sessions are never looked after", emptyHanded("bindings.list")));
  }

  private static Protocol forgetting(String method) {
    return BrokenProtocols.tampering(method, call -> null);
  }

  private static Protocol emptyHanded(String method) {
    return BrokenProtocols.tampering(method, call -> List.of());
  }

  private static DynamicTest found(String name, Protocol broken) {
    Simulation simulation = Simulation.inMemory().with(broken);
    return dynamicTest(
        name,
        () -> {
          for (long seed = 1; seed <= SEEDS; seed++) {
            try {
              simulation.run(seed);
            } catch (AssertionError caught) {
              System.out.println(name + ": " + caught.getMessage());
              return;
            }
          }
          fail(name + " was not found in " + SEEDS + " seeds");
        });
  }
}
