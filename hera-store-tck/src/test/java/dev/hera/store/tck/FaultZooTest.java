package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.UniquenessException;
import dev.hera.store.tck.FaultyStore.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stores that are careless with a failing database are rejected by missions in which it fails. */
@Timeout(600)
class FaultZooTest {
  @Test
  void a_store_that_swallows_a_full_disk_is_rejected() {
    FaultyMissions missions = new FaultyMissions(CarelessStores::swallowsFailedCommits);
    assertThat(missions.rejections(Moment.BEFORE).anyMatch(FaultZooTest::isLostAnswer))
        .as("what was answered as committed is missing")
        .isTrue();
  }

  @Test
  void a_store_that_tries_a_statement_again_instead_of_the_unit_is_rejected() {
    FaultyMissions missions = new FaultyMissions(CarelessStores::triesCallsAgain);
    assertThat(missions.rejections(Moment.AFTER).anyMatch(UniquenessException.class::isInstance))
        .as("what took effect before it failed is done twice")
        .isTrue();
  }

  private static boolean isLostAnswer(Throwable rejection) {
    return rejection instanceof AssertionError
        && rejection.getMessage().contains("answered, but not visible");
  }
}
