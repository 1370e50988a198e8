package dev.hera.plan;

import java.io.Serializable;

/** The id of a hold; increasing, never reused. */
public record HoldId(long value) implements Comparable<HoldId>, Serializable {
  @Override
  public int compareTo(HoldId other) {
    return Long.compare(value, other.value);
  }
}
