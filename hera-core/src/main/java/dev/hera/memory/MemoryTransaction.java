package dev.hera.memory;

import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.spi.TransactionGuard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What one transaction sees, and what it changed. Each table is made when it is first used. */
final class MemoryTransaction implements Transaction {
  private final State base;
  private final Map<IdKind, Long> taken;
  private final TransactionGuard guard;
  private final Map<RowKind, MemoryRows<?, ?>> used = new EnumMap<>(RowKind.class);
  private final List<Journal.Change> changes = new ArrayList<>();

  /**
   * @param base what was committed when it begins
   * @param taken the last id of each kind that was ever taken, also in vain
   */
  MemoryTransaction(State base, Map<IdKind, Long> taken, boolean writes) {
    this.base = base;
    this.taken = taken;
    this.guard = new TransactionGuard(writes);
  }

  /** Runs the work of {@link HeraStore#read} or {@link HeraStore#write}. */
  <T> T run(Function<Transaction, T> work) {
    try {
      T result = work.apply(this);
      guard.requireWhole();
      return result;
    } finally {
      guard.end();
    }
  }

  TransactionGuard guard() {
    return guard;
  }

  Map<IdKind, Long> taken() {
    return taken;
  }

  @Nullable Tree<?, ?> root(RowKind kind, int place) {
    return base.root(kind, place);
  }

  void use(RowKind kind, MemoryRows<?, ?> table) {
    used.put(kind, table);
  }

  /** Puts a row that was kept before. */
  void restore(RowKind kind, Record row) {
    if (row instanceof Journal.Taken ids) {
      taken.put(ids.kind(), ids.last());
    }
    table(kind).restore(row);
  }

  void changed(Journal.Change change) {
    changes.add(change);
  }

  List<Journal.Change> changes() {
    return changes;
  }

  /** What is there when these changes are committed. */
  State result() {
    return base.with(used);
  }

  MemoryRows<?, ?> table(RowKind kind) {
    MemoryRows<?, ?> known = used.get(kind);
    return known == null ? kind.table(this) : known;
  }

  @Override
  public long takeIds(IdKind kind, int count) {
    return ((MemoryIds) table(RowKind.IDS)).take(kind, count);
  }

  @Override
  public MemoryOrchestrators orchestrators() {
    return (MemoryOrchestrators) table(RowKind.ORCHESTRATOR);
  }

  @Override
  public MemoryRoles roles() {
    return (MemoryRoles) table(RowKind.ROLE);
  }

  @Override
  public MemoryTasks tasks() {
    return (MemoryTasks) table(RowKind.TASK);
  }

  @Override
  public MemoryBindings bindings() {
    return (MemoryBindings) table(RowKind.BINDING);
  }

  @Override
  public MemoryEdges edges() {
    return (MemoryEdges) table(RowKind.EDGE);
  }

  @Override
  public MemoryGates gates() {
    return (MemoryGates) table(RowKind.GATE);
  }

  @Override
  public MemoryLaunches launches() {
    return (MemoryLaunches) table(RowKind.LAUNCH);
  }

  @Override
  public MemoryHolds holds() {
    return (MemoryHolds) table(RowKind.HOLD);
  }

  @Override
  public MemoryMessages messages() {
    return (MemoryMessages) table(RowKind.MESSAGE);
  }

  @Override
  public MemoryEvents events() {
    return (MemoryEvents) table(RowKind.EVENT);
  }

  @Override
  public MemoryAnswers answers() {
    return (MemoryAnswers) table(RowKind.ANSWER);
  }
}
