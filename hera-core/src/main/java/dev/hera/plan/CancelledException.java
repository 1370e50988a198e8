package dev.hera.plan;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** The node is cancelled. */
public final class CancelledException extends HeraException {
  public CancelledException(String name) {
    super(
        ErrorCode.CANCELLED,
        "name: \"" + name + "\" is cancelled and never starts; plan a new node instead",
        Map.of("field", "name", "name", name));
  }
}
