package dev.hera.examples.store;

import dev.hera.memory.Journal;
import dev.hera.memory.MemoryStore;
import dev.hera.memory.RowKind;
import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A store whose rows are in memory and, each as some bytes by its key, in one file of H2's MVStore:
 * a map for each kind of row, a version of all maps for each commit.
 *
 * <p>What a write returned is on the disk, as far as the disk tells the truth.
 */
public final class MapStore implements Journal {
  private final MVStore engine;

  private MapStore(MVStore engine) {
    this.engine = engine;
  }

  /**
   * Opens the store in this file, a new one when it is missing.
   *
   * @throws StoreUnavailableException when it cannot be opened, or another store has it open
   */
  public static HeraStore open(Path file) {
    return MemoryStore.open(journal(file));
  }

  /** What keeps the rows of the store in this file. */
  static Journal journal(Path file) {
    try {
      // "async:" keeps the file open when a thread that reads or writes it is interrupted.
      return new MapStore(
          new MVStore.Builder().fileName("async:" + file).autoCommitDisabled().open());
    } catch (MVStoreException e) {
      throw new StoreUnavailableException("The store " + file + " cannot be opened.", e);
    }
  }

  @Override
  public void load(RowKind kind, Consumer<Record> rows) {
    map(kind).values().forEach(bytes -> rows.accept(RowCodec.read(bytes, kind.type())));
  }

  @Override
  public void append(List<Change> changes) {
    try {
      changes.forEach(this::put);
      engine.commit();
      engine.sync();
    } catch (MVStoreException e) {
      // Nobody can tell what is on the disk; what is found there at the next open counts.
      engine.closeImmediately();
      throw new StoreUnavailableException("The store's file cannot be written.", e);
    }
  }

  private void put(Change change) {
    String key = HexFormat.of().formatHex(RowCodec.write(change.key()));
    Record row = change.row();
    if (row == null) {
      map(change.kind()).remove(key);
    } else {
      map(change.kind()).put(key, RowCodec.write(row));
    }
  }

  private MVMap<String, byte[]> map(RowKind kind) {
    return engine.openMap(
        kind.name(),
        new MVMap.Builder<String, byte[]>()
            .keyType(StringDataType.INSTANCE)
            .valueType(ByteArrayDataType.INSTANCE));
  }

  @Override
  public void close() {
    engine.close();
  }
}
