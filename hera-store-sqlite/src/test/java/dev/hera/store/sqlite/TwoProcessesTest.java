package dev.hera.store.sqlite;

import dev.hera.Proves;
import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.TwoProcessesContract;
import java.nio.file.Path;

@Proves("M26")
class TwoProcessesTest extends TwoProcessesContract {
  @Override
  protected HeraStore open(Path place) {
    return SqliteStore.open(place.resolve("hera.db"));
  }
}
