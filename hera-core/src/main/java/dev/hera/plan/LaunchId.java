package dev.hera.plan;

/** The id of a launch; increasing, never reused. */
public record LaunchId(long value) implements Comparable<LaunchId> {
  @Override
  public int compareTo(LaunchId other) {
    return Long.compare(value, other.value);
  }
}
