package dev.hera.store.tck.sim;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How often each thing happened. Not thread-safe. */
public final class Occurrences {
  private final Map<Occurrence, Long> counts = new EnumMap<>(Occurrence.class);

  /** A occurrences of nothing. */
  public Occurrences() {
    for (Occurrence occurrence : Occurrence.values()) {
      counts.put(occurrence, 0L);
    }
  }

  void count(Occurrence occurrence) {
    counts.merge(occurrence, 1L, Long::sum);
  }

  /** How often this happened. */
  public long of(Occurrence occurrence) {
    return counts.getOrDefault(occurrence, 0L);
  }

  /** Adds what another run counted. */
  public void add(Occurrences other) {
    other.counts.forEach((occurrence, count) -> counts.merge(occurrence, count, Long::sum));
  }

  /** One line for each thing, in the order of {@link Occurrence}. */
  @Override
  public String toString() {
    return counts.entrySet().stream()
        .map(entry -> String.format("%,12d  %s", entry.getValue(), entry.getKey()))
        .collect(Collectors.joining("\n"));
  }
}
