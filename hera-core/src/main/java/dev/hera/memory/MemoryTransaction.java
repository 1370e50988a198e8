package dev.hera.memory;

import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** One transaction. Each table is made when it is first used. */
final class MemoryTransaction implements Transaction {
  private final ChangedState state;
  private final Map<RowKind, MemoryRows<?, ?>> used = new EnumMap<>(RowKind.class);

  MemoryTransaction(ChangedState state) {
    this.state = state;
  }

  /** Runs the work of {@link HeraStore#read} or {@link HeraStore#write}. */
  <T> T run(Function<Transaction, T> work) {
    try {
      T result = work.apply(this);
      state.guard().requireWhole();
      return result;
    } finally {
      state.guard().end();
    }
  }

  /** Puts a row that was kept before. */
  void restore(RowKind kind, Record row) {
    if (row instanceof TakenIds ids) {
      state.taken().put(ids.kind(), ids.last());
    }
    table(kind).restore(row);
  }

  private MemoryRows<?, ?> table(RowKind kind) {
    MemoryRows<?, ?> known = used.get(kind);
    if (known != null) {
      return known;
    }
    MemoryRows<?, ?> table = open(kind);
    used.put(kind, table);
    return table;
  }

  private MemoryRows<?, ?> open(RowKind kind) {
    return switch (kind) {
      case IDS -> new MemoryIds(state);
      case ORCHESTRATOR -> new MemoryOrchestrators(state);
      case ROLE -> new MemoryRoles(state);
      case TASK -> new MemoryTasks(state);
      case BINDING -> new MemoryBindings(state, role -> roles().isCoordinator(role));
      case EDGE -> new MemoryEdges(state);
      case GATE -> new MemoryGates(state);
      case LAUNCH -> new MemoryLaunches(state);
      case TOKEN -> launches().tokens();
      case HOLD -> new MemoryHolds(state);
      case MESSAGE -> new MemoryMessages(state);
      case CURSOR -> messages().cursors();
      case EVENT -> new MemoryEvents(state);
      case ANSWER -> new MemoryAnswers(state);
      case HOST -> new MemoryHosts(state);
    };
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

  @Override
  public MemoryHosts hosts() {
    return (MemoryHosts) table(RowKind.HOST);
  }
}
