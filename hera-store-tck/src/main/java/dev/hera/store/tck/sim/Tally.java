package dev.hera.store.tck.sim;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each thing happened. Not thread-safe. */
public final class Tally {
  private final Map<Happening, Long> counts = new EnumMap<>(Happening.class);

  /** A tally of nothing. */
  public Tally() {
    for (Happening happening : Happening.values()) {
      counts.put(happening, 0L);
    }
  }

  void count(Happening happening) {
    counts.merge(happening, 1L, Long::sum);
  }

  /** How often this happened. */
  public long of(Happening happening) {
    return counts.getOrDefault(happening, 0L);
  }

  /** Adds what another run counted. */
  public void add(Tally other) {
    other.counts.forEach((happening, count) -> counts.merge(happening, count, Long::sum));
  }

  /** One line for each thing, in the order of {@link Happening}. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(entry -> String.format("%,12d  %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
