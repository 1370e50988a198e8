package dev.hera.role;

import dev.hera.error.InvalidArgumentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a caller must give (V2): a null is refused as any other wrong argument, and named. */
public final class Required {
  private Required() {}

  /**
   * The argument as given.
   *
   * @param field the argument, for the refusal
   * @throws InvalidArgumentException when it is null
   */
  public static <T> T given(String field, @Nullable T argument) {
    if (argument == null) {
      throw new InvalidArgumentException(field, "is required and must not be null");
    }
    return argument;
  }

  /** The text without blanks around it; refuses as {@link #given} does. */
  public static String trimmed(String field, @Nullable String text) {
    return given(field, text).strip();
  }

  /**
   * A copy of the list; refuses as {@link #given} does, also an element that is null, by its index.
   */
  public static <T> List<T> all(String field, @Nullable List<? extends @Nullable T> list) {
    List<? extends @Nullable T> elements = given(field, list);
    for (int i = 0; i < elements.size(); i++) {
      given(field + "[" + i + "]", elements.get(i));
    }
    return List.copyOf(elements);
  }
}
