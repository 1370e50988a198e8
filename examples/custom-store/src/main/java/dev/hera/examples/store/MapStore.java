package dev.hera.examples.store;

import dev.hera.error.StoreUnavailableException;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * A store of sorted maps in one file, on H2's MVStore. Each commit is a version of all maps: a
 * write changes the maps one at a time and makes the next version, a read looks at the last one.
 *
 * <p>What {@link #write} returned is on the disk, as far as the disk tells the truth.
 */
public final class MapStore implements HeraStore {
  private final MVStore store;
  private final Map<String, MVMap<String, byte[]>> maps = new HashMap<>();
  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();
  private final Lock writing = new ReentrantLock(true);
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock(true);
  private volatile Map<String, Maps.View> committed = Map.of();
  private boolean closed;

  private MapStore(MVStore store) {
    this.store = store;
    for (String name : MapTransaction.maps()) {
      maps.put(
          name,
          store.openMap(
              name,
              new MVMap.Builder<String, byte[]>()
                  .keyType(StringDataType.INSTANCE)
                  .valueType(ByteArrayDataType.INSTANCE)));
    }
    commit();
  }

  /**
   * Opens the store in this file, a new one when it is missing.
   *
   * @throws StoreUnavailableException when it cannot be opened, or another store has it open
   */
  public static MapStore open(Path file) {
    try {
      // "async:" keeps the file open when a thread that reads or writes it is interrupted.
      return new MapStore(
          new MVStore.Builder().fileName("async:" + file).autoCommitDisabled().open());
    } catch (MVStoreException e) {
      throw new StoreUnavailableException("The store " + file + " cannot be opened.", e);
    }
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return enter(
        () -> {
          writing.lock();
          try {
            return writeAlone(work);
          } finally {
            writing.unlock();
          }
        });
  }

  private <T> T writeAlone(Function<Transaction, T> work) {
    Maps live = new Maps(name -> new Maps.View(known(maps, name), null), true);
    boolean done = false;
    try {
      T result = work.apply(new MapTransaction(live));
      live.requireWhole();
      done = true;
      return result;
    } finally {
      live.end();
      if (!done) {
        live.takeBack();
      } else if (live.isChanged()) {
        commit();
      }
    }
  }

  private void commit() {
    store.commit();
    store.sync();
    Map<String, Maps.View> views = new HashMap<>();
    maps.forEach((name, map) -> views.put(name, new Maps.View(map, map.flushAndGetRoot())));
    committed = views;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return enter(
        () -> {
          // Keeps the parts of the file that the roots lead to.
          MVStore.TxCounter used = store.registerVersionUsage();
          Map<String, Maps.View> views = committed;
          Maps snapshot = new Maps(name -> known(views, name), false);
          try {
            return work.apply(new MapTransaction(snapshot));
          } finally {
            snapshot.end();
            store.deregisterVersionUsage(used);
          }
        });
  }

  private static <M> M known(Map<String, M> maps, String name) {
    M map = maps.get(name);
    if (map == null) {
      throw new IllegalStateException("there is no map " + name);
    }
    return map;
  }

  private <T> T enter(Supplier<T> body) {
    if (inside.get() != null) {
      throw new IllegalStateException("a transaction cannot begin inside another one");
    }
    life.readLock().lock();
    inside.set(true);
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      return body.get();
    } catch (MVStoreException e) {
      throw new StoreUnavailableException("The store's file cannot be read or written.", e);
    } finally {
      inside.remove();
      life.readLock().unlock();
    }
  }

  @Override
  public void close() {
    if (inside.get() != null) {
      throw new IllegalStateException("a store cannot be closed inside a transaction");
    }
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        store.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}
