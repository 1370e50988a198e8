package dev.hera.plan;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.List;
import java.util.Map;

/** The launcher does not know the backend that was asked for (H6). */
public final class UnknownBackendException extends HeraException {
  public UnknownBackendException(String field, String backend, List<String> known) {
    super(
        ErrorCode.INVALID_ARGUMENT,
        field
            + ": there is no backend \""
            + backend
            + "\"; name one of: "
            + String.join(", ", known)
            + ", or leave it out for the default",
        Map.of("field", field, "backends", List.copyOf(known)));
  }

  /** The refusal as it was told before. */
  public UnknownBackendException(String message, Map<String, ?> details) {
    super(ErrorCode.INVALID_ARGUMENT, message, details);
  }

  /** The backends that the launcher knows, the default first. */
  public List<String> known() {
    return list("backends", String.class);
  }
}
