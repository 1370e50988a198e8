package dev.hera.memory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Several values as one key, compared from the first to the last; an absent one comes first. */
final class Tuple implements Comparable<Tuple> {
  private final @Nullable Comparable<?>[] parts;

  private Tuple(@Nullable Comparable<?>[] parts) {
    this.parts = parts;
  }

  static Tuple of(@Nullable Comparable<?>... parts) {
    return new Tuple(parts);
  }

  boolean startsWith(Comparable<?> part) {
    return part.equals(parts[0]);
  }

  @Override
  public int compareTo(Tuple other) {
    for (int i = 0; i < parts.length; i++) {
      int order = compare(parts[i], other.parts[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @SuppressWarnings("unchecked") // the tuples of one index have values of the same types
  private static int compare(@Nullable Comparable<?> one, @Nullable Comparable<?> other) {
    if (one == null || other == null) {
      return Boolean.compare(one != null, other != null);
    }
    return ((Comparable<Object>) one).compareTo(other);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tuple tuple && Arrays.equals(parts, tuple.parts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }

  @Override
  public String toString() {
    return Arrays.toString(parts);
  }
}
