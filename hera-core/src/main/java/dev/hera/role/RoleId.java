package dev.hera.role;

import java.io.Serializable;

/** The id of a role, and so of a planned node; increasing, never reused. */
public record RoleId(long value) implements Comparable<RoleId>, Serializable {
  @Override
  public int compareTo(RoleId other) {
    return Long.compare(value, other.value);
  }
}
