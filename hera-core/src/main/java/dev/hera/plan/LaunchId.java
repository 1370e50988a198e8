package dev.hera.plan;

import java.io.Serializable;

/** The id of a launch; increasing, never reused. */
public record LaunchId(long value) implements Comparable<LaunchId>, Serializable {
  @Override
  public int compareTo(LaunchId other) {
    return Long.compare(value, other.value);
  }
}
