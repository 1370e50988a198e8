package dev.hera.role;

import java.io.Serializable;

/** The id of a binding; increasing, never reused: a higher id was bound later. */
public record BindingId(long value) implements Comparable<BindingId>, Serializable {
  @Override
  public int compareTo(BindingId other) {
    return Long.compare(value, other.value);
  }
}
