package dev.hera.store.h2;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import java.nio.file.Path;

class H2MemoryContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return H2Store.inMemory();
  }

  @Override
  protected boolean isDurable() {
    return false;
  }
}
