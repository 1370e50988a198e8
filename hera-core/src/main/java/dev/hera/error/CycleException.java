package dev.hera.error;

import java.util.List;
import java.util.Map;

/** The edges would make nodes wait for themselves. */
public final class CycleException extends HeraException {
  public CycleException(String field, List<String> path) {
    super(
        ErrorCode.CYCLE,
        field
            + ": these edges make a cycle: "
            + String.join(" waits for ", path)
            + "; leave one of them out",
        Map.of("field", field, "path", List.copyOf(path)));
  }

  /** The refusal as it was told before. */
  public CycleException(String message, Map<String, ?> details) {
    super(ErrorCode.CYCLE, message, details);
  }

  /** The names along the cycle, each waiting for the next; first = last. */
  public List<String> path() {
    return list("path", String.class);
  }
}
