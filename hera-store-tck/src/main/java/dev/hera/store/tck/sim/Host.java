package dev.hera.store.tck.sim;

import dev.hera.Hera;
import dev.hera.spi.launcher.WorkerLauncher.SessionListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One simulated process that embeds Hera: a gater and a door for calls. */
final class Host {
  private final String owner;
  private final CrashingStore store;
  private final Occurrences occurrences;
  private @Nullable Hera hera;
  private @Nullable SessionListener listener;
  private boolean busy;
  private boolean placed;

  Host(String owner, CrashingStore store, Occurrences occurrences) {
    this.owner = owner;
    this.store = store;
    this.occurrences = occurrences;
  }

  void runs(Hera newHera) {
    hera = newHera;
  }

  void tells(SessionListener newListener) {
    listener = newListener;
  }

  String owner() {
    return owner;
  }

  CrashingStore store() {
    return store;
  }

  Hera hera() {
    return Objects.requireNonNull(hera);
  }

  SessionListener listener() {
    return Objects.requireNonNull(listener);
  }

  boolean isFree() {
    return !busy && !store.isDead();
  }

  void busy(boolean newBusy) {
    busy = newBusy;
  }

  /** A claim was placed; the earlier one, if it was not started meanwhile, was given up. */
  void placed() {
    countGivenUp();
    placed = true;
  }

  void starts() {
    placed = false;
  }

  /** Counts a claim that was placed and not started, if there is one. */
  void countGivenUp() {
    if (placed) {
      occurrences.count(Occurrence.CLAIM_GIVEN_UP);
    }
    placed = false;
  }
}
