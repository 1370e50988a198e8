package dev.hera.message;

import java.io.Serializable;

/** The id of a message; increasing, never reused. */
public record MessageId(long value) implements Comparable<MessageId>, Serializable {
  @Override
  public int compareTo(MessageId other) {
    return Long.compare(value, other.value);
  }
}
