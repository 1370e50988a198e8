package dev.hera.store.tck.sim;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The way of one gater to the shared store: on its n-th call the gater dies, before or after the
 * call took effect, or pauses while others act, or the store refuses.
 */
final class CrashingStore implements HeraStore {

  /** What strikes at an armed call. */
  enum Trouble {
    DIES_BEFORE,
    DIES_AFTER,
    REFUSED,
    REPEATED,
    PAUSES
  }

  private final HeraStore shared;
  private final Occurrences occurrences;
  private final Runnable meanwhile;
  private Trouble trouble = Trouble.PAUSES;
  private int callsLeft;
  private boolean dead;

  CrashingStore(HeraStore shared, Occurrences occurrences, Runnable meanwhile) {
    this.shared = shared;
    this.occurrences = occurrences;
    this.meanwhile = meanwhile;
  }

  /** Has this strike at the call after {@code calls} others. */
  void arm(Trouble newTrouble, int calls) {
    trouble = newTrouble;
    callsLeft = calls + 1;
  }

  void disarm() {
    callsLeft = 0;
  }

  /** From now on nothing of this gater reaches the store. */
  void die() {
    dead = true;
  }

  boolean isDead() {
    return dead;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return call(() -> shared.read(work), () -> shared.read(work));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return call(() -> shared.write(work), () -> twice(work));
  }

  private <T> T call(Supplier<T> once, Supplier<T> repeated) {
    requireAlive();
    if (callsLeft == 0 || --callsLeft > 0) {
      return once.get();
    }
    return switch (trouble) {
      case DIES_BEFORE -> throw dying(Occurrence.CRASH_BEFORE_STORE_CALL);
      case DIES_AFTER -> {
        var unused = once.get();
        throw dying(Occurrence.CRASH_AFTER_STORE_CALL);
      }
      case REFUSED -> {
        occurrences.count(Occurrence.STORE_REFUSED);
        throw new StoreUnavailableException("the simulated store is away; try again");
      }
      case REPEATED -> repeated.get();
      case PAUSES -> {
        occurrences.count(Occurrence.PAUSE_BETWEEN_STORE_CALLS);
        meanwhile.run();
        requireAlive();
        yield once.get();
      }
    };
  }

  private void requireAlive() {
    if (dead) {
      throw new Crash();
    }
  }

  private Crash dying(Occurrence how) {
    occurrences.count(how);
    dead = true;
    return new Crash();
  }

  private <T> T twice(Function<Transaction, T> work) {
    try {
      shared.write(
          tx -> {
            var unused = work.apply(tx);
            throw new RolledBack();
          });
    } catch (RolledBack inVain) {
      occurrences.count(Occurrence.WORK_REPEATED);
    }
    return shared.write(work);
  }

  private static final class RolledBack extends RuntimeException {
    private static final long serialVersionUID = 1;

    RolledBack() {
      super("run in vain", null, false, false);
    }
  }

  @Override
  public InstantSource clock() {
    return shared.clock();
  }

  /** The shared store outlives its gaters. */
  @Override
  public void close() {
    dead = true;
  }
}
