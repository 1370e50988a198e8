package dev.hera.message;

/** The id of a message; increasing, never reused. */
public record MessageId(long value) implements Comparable<MessageId> {
  @Override
  public int compareTo(MessageId other) {
    return Long.compare(value, other.value);
  }
}
