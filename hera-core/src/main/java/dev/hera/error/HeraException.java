package dev.hera.error;

import java.util.Collections;
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
    this.details = new TreeMap<>(details);
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

  /** What the refusal is about: strings, numbers and lists of them, in name order. */
  public final Map<String, Object> details() {
    return Collections.unmodifiableMap(details);
  }
}
