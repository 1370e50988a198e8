package dev.hera.store.h2;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import java.nio.file.Path;

class H2FileContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return H2Store.open(directory.resolve("hera"));
  }
}
