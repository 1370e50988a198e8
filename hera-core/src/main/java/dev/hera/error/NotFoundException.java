package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The named object does not exist, or is archived. */
public final class NotFoundException extends HeraException {
  /**
   * @param field the argument that named it, or null when no argument did
   * @param what the kind of object: {@code role}, {@code orchestrator}, {@code message}
   * @param name the name or id that was looked for
   */
  public NotFoundException(@Nullable String field, String what, String name, String next) {
    super(
        ErrorCode.NOT_FOUND,
        (field == null ? "" : field + ": ")
            + "there is no active "
            + what
            + " "
            + Quotation.of(name)
            + "; "
            + next,
        details(field, what, name));
  }

  /** The refusal as it was told before. */
  public NotFoundException(String message, Map<String, ?> details) {
    super(ErrorCode.NOT_FOUND, message, details);
  }

  /**
   * A branch that a caller named is not in the repository, and may come.
   *
   * @param why a sentence without a full stop: what there is not, and what to do
   */
  public static NotFoundException branch(String field, String name, String why) {
    return new NotFoundException(field + ": " + why, details(field, "branch", name));
  }

  private static Map<String, Object> details(@Nullable String field, String what, String name) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (field != null) {
      details.put("field", field);
    }
    details.put(what, name);
    return details;
  }

  /** The kind of object that was looked for. */
  public String what() {
    return details().keySet().stream().filter(key -> !key.equals("field")).findFirst().orElse("");
  }

  /** The name or id that was looked for. */
  public String name() {
    return text(what());
  }
}
