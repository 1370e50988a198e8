package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

/** What the database behind the store says about itself. */
abstract class ModeChapter extends Chapter {
  ModeChapter(HeraStoreContract contract) {
    super(contract);
  }

  @Test
  void the_store_runs_in_the_mode_that_it_claims() {
    assertThat(contract.mode(store())).isEqualTo(contract.claimedMode());
  }

  @Test
  void a_reopened_store_runs_in_the_mode_that_it_claims() {
    assumeTrue(contract.isDurable());
    change(tx -> Sample.orchestrator(tx, "checkout"));
    contract.reopen();
    change(tx -> Sample.orchestrator(tx, "second"));
    assertThat(contract.mode(store())).isEqualTo(contract.claimedMode());
  }
}
