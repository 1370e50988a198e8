package dev.hera.error;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A refusal: what is wrong, which object or field it concerns, and what to do next.
 *
 * <p>A refused call has changed nothing, with the two exceptions that the specification names (V13:
 * a status sent with a message that capacity refuses; G25: the late result of a fenced worker).
 */
public abstract class HeraException extends RuntimeException {
  private final ErrorCode code;
  private final TreeMap<String, Object> details;

  protected HeraException(ErrorCode code, String message, Map<String, ?> details) {
    super(message);
    this.code = code;
    this.details = new TreeMap<>();
    for (Map.Entry<String, ?> detail : details.entrySet()) {
      this.details.put(detail.getKey(), plain(detail.getValue()));
    }
  }

  protected HeraException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.details = new TreeMap<>();
  }

  /** The stable code of this refusal. */
  public final ErrorCode code() {
    return code;
  }

  private static Object plain(Object detail) {
    if (detail instanceof List<?> list) {
      return list.stream().map(each -> plain(each)).toList();
    }
    return detail instanceof Integer number ? (Object) number.longValue() : detail;
  }

  /**
   * What the refusal is about, in name order: strings, booleans, whole numbers as longs, and lists
   * of them.
   */
  public final Map<String, Object> details() {
    return Collections.unmodifiableMap(details);
  }

  /** The detail of this name; empty when there is none, as another version may have told it. */
  protected final String text(String name) {
    return details.get(name) instanceof String text ? text : "";
  }

  /** The elements of this type of the detail of this name; none when there is no such list. */
  protected final <T> List<T> list(String name, Class<T> type) {
    return details.get(name) instanceof List<?> list
        ? list.stream().filter(type::isInstance).<T>map(type::cast).toList()
        : List.of();
  }
}
