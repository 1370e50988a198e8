package dev.hera.store.tck.sim;

import java.util.Random;

/** The dice of a simulation, and whether faults are drawn at all. */
final class Faults {
  private final Random random;
  private boolean on;

  Faults(Random random) {
    this.random = random;
  }

  void begin() {
    on = true;
  }

  void end() {
    on = false;
  }

  boolean areOn() {
    return on;
  }

  /** Whether a fault of this chance, in percent, strikes now; never when faults are off. */
  boolean strike(int percent) {
    return on && random.nextInt(100) < percent;
  }

  /** Whether something that is no fault happens. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }
}
