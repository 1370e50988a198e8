package dev.hera.store.tck;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreGuard;
import dev.hera.spi.Transaction;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A store that lasts in this process: closed and opened again it knows everything. */
final class ReopenableStores {
  private final Map<Path, HeraStore> kept = new ConcurrentHashMap<>();

  HeraStore open(Path directory) {
    return new Opened(kept.computeIfAbsent(directory, none -> MemoryStore.create()));
  }

  private static final class Opened implements HeraStore {
    private final HeraStore kept;
    private final StoreGuard guard = new StoreGuard();

    Opened(HeraStore kept) {
      this.kept = kept;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return guard.run(() -> kept.read(work));
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return guard.run(() -> kept.write(work));
    }

    @Override
    public void close() {
      guard.close(() -> {});
    }
  }
}
