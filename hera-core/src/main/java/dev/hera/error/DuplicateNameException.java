package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.List;
import java.util.Map;

/** Two nodes of one plan have the same name. */
public final class DuplicateNameException extends HeraException {
  public DuplicateNameException(String name, int first, int second) {
    super(
        ErrorCode.DUPLICATE_NAME,
        "nodes["
            + second
            + "].name: "
            + Quotation.of(name)
            + " already stands at nodes["
            + first
            + "]; names within one plan differ",
        Map.of(
            "field",
            "nodes[" + second + "].name",
            "name",
            name,
            "indexes",
            List.of(first, second)));
  }

  /** The refusal as it was told before. */
  public DuplicateNameException(String message, Map<String, ?> details) {
    super(ErrorCode.DUPLICATE_NAME, message, details);
  }

  /** The index of the first node of that name. */
  public int first() {
    return index(0);
  }

  /** The index of the second node of that name. */
  public int second() {
    return index(1);
  }

  private int index(int at) {
    List<Long> indexes = list("indexes", Long.class);
    return at < indexes.size() ? indexes.get(at).intValue() : 0;
  }
}
