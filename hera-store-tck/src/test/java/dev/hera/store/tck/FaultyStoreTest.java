package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.FaultyStore.Moment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class FaultyStoreTest {

  @Test
  void whichever_call_of_the_store_fails_nothing_answered_is_lost_and_the_end_is_the_same() {
    FaultyStore counting = FaultyStore.counting(MemoryStore.create());
    Mission undisturbed = Mission.on(counting);
    undisturbed.run();
    long calls = counting.calls();
    assertThat(calls).isGreaterThan(500);
    String end = undisturbed.outcome();
    for (Moment moment : Moment.values()) {
      for (long call = 1; call <= calls; call++) {
        assertThat(endOf(call, moment))
            .as("call %s fails %s it took effect", call, moment)
            .isEqualTo(end);
      }
    }
  }

  private static String endOf(long call, Moment moment) {
    HeraStore sound = MemoryStore.create();
    FaultyStore faulty = FaultyStore.failing(sound, call, moment);
    Mission mission = Mission.on(faulty);
    mission.run();
    assertThat(faulty.calls()).isGreaterThan(call);
    mission.assertVisible(sound, mission.answered());
    HeraInvariants.of(sound).assertHold();
    return mission.outcome();
  }
}
