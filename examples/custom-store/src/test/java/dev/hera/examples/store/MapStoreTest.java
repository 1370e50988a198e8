package dev.hera.examples.store;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import java.nio.file.Path;

class MapStoreTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return MapStore.open(directory.resolve("hera.maps"));
  }
}
