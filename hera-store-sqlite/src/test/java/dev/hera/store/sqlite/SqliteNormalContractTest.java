package dev.hera.store.sqlite;

import dev.hera.spi.HeraStore;
import dev.hera.store.sqlite.SqliteStore.Durability;
import dev.hera.store.tck.HeraStoreContract;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The kit again with the weaker durability, which differs in one setting of SQLite. */
@EnabledIfSystemProperty(named = "hera.full", matches = "true", disabledReason = "with -Pfull")
class SqliteNormalContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return SqliteStore.open(directory.resolve("hera.db"), Durability.KILLED_PROCESS);
  }

  @Override
  protected int kills() {
    return Effort.of(25, 200);
  }

  @Override
  protected Map<String, String> claimedMode() {
    return Map.of("journal_mode", "wal", "synchronous", "1", "foreign_keys", "1");
  }

  @Override
  protected Map<String, String> mode(HeraStore opened) {
    return Modes.of(opened);
  }
}
