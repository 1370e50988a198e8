package dev.hera;

import dev.hera.plan.UnknownProjectException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the project of a new worker. A launcher that knows no projects at all does not tell them
 * apart: any name, or none, is then right.
 *
 * @param known the names that the launcher knows
 */
record Projects(List<String> known) {

  /**
   * The project of a new worker: the given one, else the coordinator's own.
   *
   * @param field the argument that may name it
   */
  @Nullable String choose(String field, @Nullable String given, @Nullable String own) {
    String chosen = given == null ? own : given;
    if (known.isEmpty() || (chosen != null && known.contains(chosen))) {
      return chosen;
    }
    String problem =
        chosen == null
            ? "no project was given and your own task has none"
            : "there is no project \"" + chosen + "\"";
    throw new UnknownProjectException(
        field, problem + "; name one of: " + String.join(", ", known), known);
  }
}
