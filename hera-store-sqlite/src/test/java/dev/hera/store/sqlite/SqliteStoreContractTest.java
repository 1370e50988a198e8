package dev.hera.store.sqlite;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import java.nio.file.Path;
import java.util.Map;

class SqliteStoreContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return SqliteStore.open(directory.resolve("hera.db"));
  }

  @Override
  protected Map<String, String> claimedMode() {
    return Map.of("journal_mode", "wal", "synchronous", "2", "foreign_keys", "1");
  }

  @Override
  protected Map<String, String> mode(HeraStore opened) {
    return Modes.of(opened);
  }
}
