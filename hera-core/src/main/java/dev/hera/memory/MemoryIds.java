package dev.hera.memory;

import dev.hera.spi.IdKind;
import java.util.Map;

/** The ids that were taken; one that a transaction took in vain is not given again. */
final class MemoryIds extends MemoryRows<IdKind, Journal.Taken> {
  private final Map<IdKind, Long> taken;

  MemoryIds(MemoryTransaction transaction) {
    super(transaction, RowKind.IDS, Journal.Taken::kind);
    this.taken = transaction.taken();
  }

  long take(IdKind kind, int count) {
    return transaction
        .guard()
        .change(
            () -> {
              if (count < 1) {
                throw new IllegalArgumentException("count is " + count + "; take at least one id");
              }
              long last = taken.merge(kind, (long) count, Long::sum);
              put(new Journal.Taken(kind, last));
              return last - count + 1;
            });
  }
}
