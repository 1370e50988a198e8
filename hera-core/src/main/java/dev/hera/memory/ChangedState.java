package dev.hera.memory;

import dev.hera.spi.IdKind;
import dev.hera.spi.TransactionGuard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one transaction began with, and all that its tables changed since. */
final class ChangedState {
  private final State base;
  private final Map<IdKind, Long> taken;
  private final TransactionGuard guard;
  private final Map<RowKind, Supplier<@Nullable Tree<?, ?>[]>> tables =
      new EnumMap<>(RowKind.class);
  private final List<Journal.Change> changes = new ArrayList<>();

  /**
   * @param base what was committed when the transaction begins
   * @param taken the last id of each kind that was ever taken, also in vain
   */
  ChangedState(State base, Map<IdKind, Long> taken, boolean writes) {
    this.base = base;
    this.taken = taken;
    this.guard = new TransactionGuard(writes);
  }

  TransactionGuard guard() {
    return guard;
  }

  Map<IdKind, Long> taken() {
    return taken;
  }

  /** What was committed of a table: its rows at place 0, then what its indexes know. */
  @Nullable Tree<?, ?> root(RowKind kind, int place) {
    return base.root(kind, place);
  }

  /** Adds a table, by what it says when the transaction is committed. */
  void use(RowKind kind, Supplier<@Nullable Tree<?, ?>[]> roots) {
    tables.put(kind, roots);
  }

  void changed(Journal.Change change) {
    changes.add(change);
  }

  List<Journal.Change> changes() {
    return changes;
  }

  /** What is there when these changes are committed. */
  State result() {
    return base.with(tables);
  }
}
