package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** Another active object has this name (M2, M6). */
public final class NameTakenException extends HeraException {
  public NameTakenException(String field, String name) {
    super(
        ErrorCode.NAME_TAKEN,
        field + ": the name " + Quotation.of(name) + " is taken; choose another one",
        Map.of("field", field, "name", name));
  }

  /** The refusal as it was told before. */
  public NameTakenException(String message, Map<String, ?> details) {
    super(ErrorCode.NAME_TAKEN, message, details);
  }

  /** The name that is taken. */
  public String name() {
    return text("name");
  }
}
