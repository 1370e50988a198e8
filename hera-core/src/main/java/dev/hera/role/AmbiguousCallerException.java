package dev.hera.role;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.List;
import java.util.Map;

/** The caller has several places and did not say which (V4, V5). */
public final class AmbiguousCallerException extends HeraException {
  private final List<String> candidates;

  public AmbiguousCallerException(String message, String what, List<String> candidates) {
    super(ErrorCode.AMBIGUOUS_CALLER, message, Map.of(what, List.copyOf(candidates)));
    this.candidates = List.copyOf(candidates);
  }

  /** The names or ids between which the caller must choose. */
  public List<String> candidates() {
    return candidates;
  }
}
