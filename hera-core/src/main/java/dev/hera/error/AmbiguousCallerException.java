package dev.hera.error;

import java.util.List;
import java.util.Map;

/** The caller has several places and did not say which (V4, V5). */
public final class AmbiguousCallerException extends HeraException {
  public AmbiguousCallerException(String message, String what, List<String> candidates) {
    super(ErrorCode.AMBIGUOUS_CALLER, message, Map.of(what, List.copyOf(candidates)));
  }

  /** The refusal as it was told before. */
  public AmbiguousCallerException(String message, Map<String, ?> details) {
    super(ErrorCode.AMBIGUOUS_CALLER, message, details);
  }

  /** The names or ids between which the caller must choose. */
  public List<String> candidates() {
    return details().keySet().stream().flatMap(what -> list(what, String.class).stream()).toList();
  }
}
