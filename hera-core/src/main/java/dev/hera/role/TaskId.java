package dev.hera.role;

/** The id of a task; increasing, never reused. */
public record TaskId(long value) implements Comparable<TaskId> {
  @Override
  public int compareTo(TaskId other) {
    return Long.compare(value, other.value);
  }
}
