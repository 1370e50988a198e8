package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.store.tck.row.RowFixtures;
import org.junit.jupiter.api.Test;

/** What the database behind the store says about itself. */
public abstract class ModeChapter extends Chapter {
  public ModeChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void the_store_runs_in_the_mode_that_it_claims() {
    assertThat(tested.mode(store())).isEqualTo(tested.claimedMode());
  }

  @Test
  void a_reopened_store_runs_in_the_mode_that_it_claims() {
    assumeTrue(tested.survivesClosing());
    change(tx -> RowFixtures.orchestrator(tx, "checkout"));
    tested.reopen();
    change(tx -> RowFixtures.orchestrator(tx, "second"));
    assertThat(tested.mode(store())).isEqualTo(tested.claimedMode());
  }
}
