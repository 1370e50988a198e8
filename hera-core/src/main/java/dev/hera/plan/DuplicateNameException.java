package dev.hera.plan;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.List;
import java.util.Map;

/** Two nodes of one plan have the same name. */
public final class DuplicateNameException extends HeraException {
  private final int first;
  private final int second;

  public DuplicateNameException(String name, int first, int second) {
    super(
        ErrorCode.DUPLICATE_NAME,
        "nodes["
            + second
            + "].name: \""
            + name
            + "\" already stands at nodes["
            + first
            + "]; names within one plan differ",
        Map.of(
            "field",
            "nodes[" + second + "].name",
            "name",
            name,
            "indexes",
            List.of(first, second)));
    this.first = first;
    this.second = second;
  }

  /** The index of the first node of that name. */
  public int first() {
    return first;
  }

  /** The index of the second node of that name. */
  public int second() {
    return second;
  }
}
