package dev.hera.plan;

/** The id of a hold; increasing, never reused. */
public record HoldId(long value) implements Comparable<HoldId> {
  @Override
  public int compareTo(HoldId other) {
    return Long.compare(value, other.value);
  }
}
