package dev.hera.role;

/** The id of a role, and so of a planned node; increasing, never reused. */
public record RoleId(long value) implements Comparable<RoleId> {
  @Override
  public int compareTo(RoleId other) {
    return Long.compare(value, other.value);
  }
}
