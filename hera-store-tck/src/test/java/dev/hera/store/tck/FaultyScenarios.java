package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.fault.FaultyStore;
import dev.hera.store.tck.fault.FaultyStore.Moment;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.scenario.ScenarioPlan;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Scenarios in which one call each of the store beneath fails, seen through a layer that passes it
 * on or does something of its own about it.
 */
final class FaultyScenarios {
  private final UnaryOperator<HeraStore> layer;
  private final String end;
  private final long calls;

  FaultyScenarios(UnaryOperator<HeraStore> layer) {
    this.layer = layer;
    FaultyStore counting = FaultyStore.counting(MemoryStore.create());
    ScenarioPlan undisturbed = ScenarioPlan.on(layer.apply(counting));
    undisturbed.run();
    calls = counting.calls();
    end = undisturbed.outcome();
  }

  /** How many calls a scenario makes that is not disturbed. */
  long calls() {
    return calls;
  }

  /** Asserts that whichever call fails nothing answered is lost and the end is the same. */
  void assertHarmless() {
    for (Moment moment : Moment.values()) {
      for (long call = 1; call <= calls; call++) {
        assertHarmless(call, moment);
      }
    }
  }

  /** What is found wrong with the scenarios, for each call whose failure does harm. */
  Stream<Throwable> rejections(Moment moment) {
    return LongStream.rangeClosed(1, calls)
        .boxed()
        .flatMap(call -> rejection(call, moment).stream());
  }

  private Optional<Throwable> rejection(long call, Moment moment) {
    try {
      assertHarmless(call, moment);
      return Optional.empty();
    } catch (RuntimeException | AssertionError rejection) {
      return Optional.of(rejection);
    }
  }

  private void assertHarmless(long call, Moment moment) {
    HeraStore sound = MemoryStore.create();
    FaultyStore faulty = FaultyStore.failing(sound, call, moment);
    ScenarioPlan scenario = ScenarioPlan.on(layer.apply(faulty));
    scenario.run();
    assertThat(faulty.calls()).isGreaterThan(call);
    scenario.assertVisible(sound, scenario.answered());
    HeraInvariants.of(sound).assertHold();
    assertThat(scenario.outcome())
        .as("call %s fails %s it took effect", call, moment)
        .isEqualTo(end);
  }
}
