package dev.hera.work;

import dev.hera.error.UnknownProjectException;
import dev.hera.vocabulary.Quotation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the project of a new worker. A launcher that knows no projects at all does not tell them
 * apart: any name, or none, is then right.
 *
 * @param known the names that the launcher knows
 */
public record Projects(List<String> known) {

  /** Whether two names are of one project; none is the only one that the launcher knows. */
  public boolean isSame(@Nullable String one, @Nullable String other) {
    return Objects.equals(orOnly(one), orOnly(other));
  }

  private @Nullable String orOnly(@Nullable String project) {
    return project == null && known.size() == 1 ? known.get(0) : project;
  }

  /**
   * The project of a new worker: the given one, else the coordinator's own.
   *
   * @param field the argument that may name it
   */
  public @Nullable String choose(String field, @Nullable String given, @Nullable String own) {
    String chosen = given == null ? own : given;
    if (known.isEmpty() || (chosen != null && known.contains(chosen))) {
      return chosen;
    }
    String problem =
        chosen == null
            ? "no project was given and your own task has none"
            : "there is no project " + Quotation.of(chosen);
    throw new UnknownProjectException(
        field, problem + "; name one of: " + String.join(", ", known), known);
  }
}
