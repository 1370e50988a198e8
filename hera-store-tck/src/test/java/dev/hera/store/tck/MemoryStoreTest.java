package dev.hera.store.tck;

import dev.hera.memory.Journal;
import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.fault.CommitPointJournal;
import java.nio.file.Path;
import java.util.Optional;

class MemoryStoreTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return MemoryStore.create();
  }

  @Override
  protected Durability durability() {
    return Durability.NONE;
  }

  @Override
  protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
    return Optional.of(MemoryStore.open(new CommitPointJournal(Journal.NONE, beforeCommit)));
  }
}
