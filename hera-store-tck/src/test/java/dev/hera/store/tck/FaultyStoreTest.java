package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class FaultyStoreTest {

  @Test
  void whichever_call_of_the_store_fails_nothing_answered_is_lost_and_the_end_is_the_same() {
    FaultyScenarios scenarios = new FaultyScenarios(faulty -> faulty);
    assertThat(scenarios.calls()).isGreaterThan(500);
    scenarios.assertHarmless();
  }
}
