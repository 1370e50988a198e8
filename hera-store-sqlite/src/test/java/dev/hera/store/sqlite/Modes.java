package dev.hera.store.sqlite;

import dev.hera.spi.HeraStore;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The mode that an open store runs in. */
final class Modes {
  private Modes() {}

  /** The settings that the promises rest on, as SQLite has them. */
  static Map<String, String> of(HeraStore store) {
    return Stream.of("journal_mode", "synchronous", "foreign_keys")
        .collect(Collectors.toMap(Function.identity(), ((SqliteStore) store)::setting));
  }
}
