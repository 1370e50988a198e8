package dev.hera.verb;

import dev.hera.error.InvalidArgumentException;
import dev.hera.plan.LaunchOptions;
import dev.hera.role.Names;
import dev.hera.vocabulary.Quotation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks what is asked of the launcher beyond a worker's mission (H6).
 *
 * @param known the backends that the launcher tells apart; empty when it takes any
 */
public record Backends(List<String> known) {

  /**
   * The options without blanks around them.
   *
   * @param path what stands before the names of their fields in a refusal
   */
  public static LaunchOptions checkForm(String path, LaunchOptions options) {
    return new LaunchOptions(
        line(path + "baseBranch", options.baseBranch()),
        line(path + "model", options.model()),
        line(path + "backend", options.backend()));
  }

  private static @Nullable String line(String field, @Nullable String text) {
    return text == null ? null : Names.requireLine(field, text);
  }

  /**
   * Checks that there is such a backend.
   *
   * @param path what stands before the name of the field in a refusal
   */
  public void check(String path, LaunchOptions options) {
    String backend = options.backend();
    if (backend != null && !known.isEmpty() && !known.contains(backend)) {
      String field = path + "backend";
      throw new InvalidArgumentException(
          field
              + ": there is no backend "
              + Quotation.of(backend)
              + "; name one of: "
              + String.join(", ", known)
              + ", or leave it out for the default",
          Map.of("field", field, "backends", known));
    }
  }
}
