package dev.hera.call;

import dev.hera.error.HeraException;
import org.jspecify.annotations.Nullable;

/**
 * What a verb leaves behind in its committed transaction: its answer, or a refusal that came with
 * an effect (V13).
 */
public record VerbAnswer<T>(@Nullable T value, @Nullable HeraException refusal) {

  public static <T> VerbAnswer<T> of(T value) {
    return new VerbAnswer<>(value, null);
  }

  public static <T> VerbAnswer<T> refused(HeraException refusal) {
    return new VerbAnswer<>(null, refusal);
  }

  /** Whether it is a refusal that the same call may not meet later. */
  boolean isPassing() {
    return refusal != null && refusal.code().isPassing();
  }

  /** The answer; throws the refusal. */
  T get() {
    if (refusal != null) {
      throw refusal;
    }
    if (value == null) {
      throw new IllegalStateException("a verb left neither an answer nor a refusal");
    }
    return value;
  }
}
