package dev.hera.store.tck.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.tck.run.Effort;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Hera keeps its word in every simulated life. {@code -Dhera.sim.seeds=N} runs more of them, {@code
 * -Dhera.sim.seed=S} replays one.
 */
class SimulationTest {
  private static final long SEEDS = Long.getLong("hera.sim.seeds", Effort.of(20_000, 1_000_000));
  private static final long ONE = Long.getLong("hera.sim.seed", 0);

  @Test
  void launches_are_effectively_once_and_nothing_is_stuck_under_every_fault() {
    Occurrences occurrences = ONE == 0 ? runAll() : Simulation.inMemory().run(ONE);
    System.out.println(occurrences);
    assertThat(occurrences.of(Occurrence.PLAN_DONE)).isEqualTo(ONE == 0 ? SEEDS : 1);
    if (ONE == 0) {
      assertThat(absentFrom(occurrences)).as("faults and branches that never happened").isEmpty();
    }
  }

  private static Occurrences runAll() {
    Occurrences occurrences = new Occurrences();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .mapToObj(seed -> Simulation.inMemory().run(seed))
        .forEach(
            one -> {
              synchronized (occurrences) {
                occurrences.add(one);
              }
            });
    return occurrences;
  }

  private static Set<Occurrence> absentFrom(Occurrences occurrences) {
    Set<Occurrence> absent = EnumSet.allOf(Occurrence.class);
    absent.removeIf(occurrence -> occurrences.of(occurrence) > 0);
    return absent;
  }

  @Test
  void a_seed_always_runs_the_same_life() {
    assertThat(Simulation.inMemory().run(7).toString())
        .isEqualTo(Simulation.inMemory().run(7).toString());
  }
}
