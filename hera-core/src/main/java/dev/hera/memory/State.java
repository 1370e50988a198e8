package dev.hera.memory;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that is committed at one moment. It never changes: whoever holds it has a snapshot. */
final class State {
  static final State EMPTY = new State(new EnumMap<>(RowKind.class));

  /** Of each kind that was ever used its rows, then what its indexes know. */
  private final EnumMap<RowKind, @Nullable Tree<?, ?>[]> roots;

  private State(EnumMap<RowKind, @Nullable Tree<?, ?>[]> roots) {
    this.roots = roots;
  }

  @Nullable Tree<?, ?> root(RowKind kind, int place) {
    @Nullable Tree<?, ?>[] known = roots.get(kind);
    return known == null ? null : known[place];
  }

  /** The state with these tables in place of its own. */
  State with(Map<RowKind, Supplier<@Nullable Tree<?, ?>[]>> tables) {
    EnumMap<RowKind, @Nullable Tree<?, ?>[]> next = new EnumMap<>(roots);
    tables.forEach((kind, table) -> next.put(kind, table.get()));
    return new State(next);
  }
}
