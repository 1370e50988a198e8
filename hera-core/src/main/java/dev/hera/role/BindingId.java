package dev.hera.role;

/** The id of a binding; increasing, never reused: a higher id was bound later. */
public record BindingId(long value) implements Comparable<BindingId> {
  @Override
  public int compareTo(BindingId other) {
    return Long.compare(value, other.value);
  }
}
