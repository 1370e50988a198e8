package dev.hera.store.h2;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.Durability;
import dev.hera.store.tck.HeraStoreContract;
import java.nio.file.Path;
import java.util.Map;

class H2MemoryContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return H2Store.inMemory();
  }

  @Override
  protected Durability durability() {
    return Durability.NONE;
  }

  @Override
  protected Map<String, String> claimedMode() {
    return Map.of("WRITE_DELAY", "0");
  }

  @Override
  protected Map<String, String> mode(HeraStore opened) {
    return Map.of("WRITE_DELAY", ((H2Store) opened).setting("WRITE_DELAY"));
  }
}
