package dev.hera.store.tck;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import java.nio.file.Path;

class MemoryStoreTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return MemoryStore.create();
  }

  @Override
  protected boolean isDurable() {
    return false;
  }
}
