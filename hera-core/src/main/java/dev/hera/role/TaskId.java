package dev.hera.role;

import java.io.Serializable;

/** The id of a task; increasing, never reused. */
public record TaskId(long value) implements Comparable<TaskId>, Serializable {
  @Override
  public int compareTo(TaskId other) {
    return Long.compare(value, other.value);
  }
}
