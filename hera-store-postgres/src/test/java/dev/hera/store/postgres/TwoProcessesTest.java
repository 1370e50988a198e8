package dev.hera.store.postgres;

import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.TwoProcessesContract;
import java.nio.file.Path;

class TwoProcessesTest extends TwoProcessesContract {
  @Override
  protected HeraStore open(Path place) {
    return TestServer.open(place);
  }
}
