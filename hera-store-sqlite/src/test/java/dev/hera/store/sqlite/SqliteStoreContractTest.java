package dev.hera.store.sqlite;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import java.nio.file.Path;

class SqliteStoreContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return SqliteStore.open(directory.resolve("hera.db"));
  }
}
