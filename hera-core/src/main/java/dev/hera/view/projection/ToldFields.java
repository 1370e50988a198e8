package dev.hera.view.projection;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Reads what an event tells (M25). */
final class ToldFields {
  private ToldFields() {}

  /** What an event of this kind always tells. */
  static String field(Map<String, String> changes, String name) {
    return Objects.requireNonNull(changes.get(name), name);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String wire) {
    return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT));
  }
}
