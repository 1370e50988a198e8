package dev.hera.store.tck;

import dev.hera.spi.HeraStore;
import java.nio.file.Path;

class ReopenableStoresTest extends HeraStoreContract {
  private final ReopenableStores stores = new ReopenableStores();

  @Override
  protected HeraStore open(Path directory) {
    return stores.open(directory);
  }

  @Override
  protected Durability durability() {
    return Durability.CLOSED_STORE;
  }
}
