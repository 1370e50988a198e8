package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.UniquenessException;
import dev.hera.store.tck.fault.FaultyStore.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores that hide the faults of their database are rejected by scenarios in which it fails. */
@Timeout(600)
class FaultHidingStoresTest {
  @Test
  void a_store_that_swallows_a_full_disk_is_rejected() {
    FaultyScenarios scenarios = new FaultyScenarios(FaultHidingStores::swallowsFailedCommits);
    assertThat(scenarios.rejections(Moment.BEFORE).anyMatch(FaultHidingStoresTest::isLostAnswer))
        .as("what was answered as committed is missing")
        .isTrue();
  }

  @Test
  void a_store_that_tries_a_statement_again_instead_of_the_unit_is_rejected() {
    FaultyScenarios scenarios = new FaultyScenarios(FaultHidingStores::triesCallsAgain);
    assertThat(scenarios.rejections(Moment.AFTER).anyMatch(UniquenessException.class::isInstance))
        .as("what took effect before it failed is done twice")
        .isTrue();
  }

  private static boolean isLostAnswer(Throwable rejection) {
    return rejection instanceof AssertionError
        && rejection.getMessage().contains("answered, but not visible");
  }
}
