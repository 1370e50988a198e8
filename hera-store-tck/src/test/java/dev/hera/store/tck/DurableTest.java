package dev.hera.store.tck;

import dev.hera.spi.HeraStore;
import java.nio.file.Path;

class DurableTest extends HeraStoreContract {
  private final Durable stores = new Durable();

  @Override
  protected HeraStore open(Path directory) {
    return stores.open(directory);
  }
}
