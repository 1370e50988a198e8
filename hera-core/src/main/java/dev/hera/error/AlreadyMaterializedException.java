package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** The node has started, so the plan can no longer change it. */
public final class AlreadyMaterializedException extends HeraException {
  public AlreadyMaterializedException(String name, String next) {
    super(
        ErrorCode.ALREADY_MATERIALIZED,
        "name: " + Quotation.of(name) + " has already started; " + next,
        Map.of("field", "name", "name", name));
  }

  /** The refusal as it was told before. */
  public AlreadyMaterializedException(String message, Map<String, ?> details) {
    super(ErrorCode.ALREADY_MATERIALIZED, message, details);
  }
}
