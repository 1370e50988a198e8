package dev.hera.memory;

import dev.hera.spi.IdKind;
import java.util.Map;

/** The ids that were taken; one that a transaction took in vain is not given again. */
final class MemoryIds extends MemoryRows<IdKind, TakenIds> {
  private final Map<IdKind, Long> taken;

  MemoryIds(ChangedState state) {
    super(state, RowKind.IDS, TakenIds::kind);
    this.taken = state.taken();
  }

  long take(IdKind kind, int count) {
    return state
        .guard()
        .change(
            () -> {
              if (count < 1) {
                throw new IllegalArgumentException("count is " + count + "; take at least one id");
              }
              long last = taken.merge(kind, (long) count, Long::sum);
              put(new TakenIds(kind, last));
              return last - count + 1;
            });
  }
}
