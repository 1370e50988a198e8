package dev.hera.examples.store;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import dev.hera.store.tck.fault.CommitPointJournal;
import java.nio.file.Path;
import java.util.Optional;

class MapStoreTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return MapStore.open(directory.resolve("hera.maps"));
  }

  @Override
  protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
    return Optional.of(
        MemoryStore.open(
            new CommitPointJournal(
                MapStore.journal(directory.resolve("hera.maps")), beforeCommit)));
  }
}
