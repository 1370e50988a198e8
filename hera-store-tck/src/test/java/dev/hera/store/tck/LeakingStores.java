package dev.hera.store.tck;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.BrokenStores.Around;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** Stores that keep what they should give back, each in one way. */
final class LeakingStores {
  private LeakingStores() {}

  /** Keeps the connection of each transaction that failed, and has few of them. */
  static final class KeepsConnections extends Around {
    private final Semaphore connections = new Semaphore(8);
    private final boolean ofReads;

    private KeepsConnections(boolean ofReads) {
      this.ofReads = ofReads;
    }

    static HeraStore ofFailedReads() {
      return new KeepsConnections(true);
    }

    static HeraStore ofFailedWrites() {
      return new KeepsConnections(false);
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return ofReads ? connected(() -> super.read(work)) : super.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return ofReads ? super.write(work) : connected(() -> super.write(work));
    }

    private <T> T connected(Supplier<T> transaction) {
      if (!connections.tryAcquire()) {
        throw new StoreUnavailableException("no connection is free");
      }
      T result = transaction.get();
      connections.release();
      return result;
    }
  }

  /** Opens files, of which it closes only some. */
  static final class KeepsFiles extends Around {
    /** So that no garbage collector closes them instead. */
    private static final List<FileChannel> KEPT = new ArrayList<>();

    private final Path file;
    private final boolean ofFailures;
    private final List<FileChannel> ofThis = new ArrayList<>();

    /**
     * @param ofFailures whether it keeps one open for each write that failed until it is closed, or
     *     one for ever
     */
    KeepsFiles(Path directory, boolean ofFailures) {
      this.file = directory.resolve("store");
      this.ofFailures = ofFailures;
      (ofFailures ? ofThis : KEPT).add(open(file));
    }

    private static FileChannel open(Path file) {
      try {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      try {
        return super.write(work);
      } catch (RuntimeException e) {
        if (ofFailures) {
          ofThis.add(open(file));
        }
        throw e;
      }
    }

    @Override
    public void close() {
      super.close();
      ofThis.forEach(KeepsFiles::close);
    }

    private static void close(FileChannel channel) {
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Has threads that wait for what never comes. */
  static final class KeepsThreads extends Around {
    private final CountDownLatch never = new CountDownLatch(1);
    private final boolean ofFailures;

    /**
     * @param ofFailures whether it keeps one for each read that failed, or one for itself
     */
    KeepsThreads(boolean ofFailures) {
      this.ofFailures = ofFailures;
      if (!ofFailures) {
        start();
      }
    }

    private void start() {
      Thread thread = new Thread(this::await, "leaked");
      thread.setDaemon(true);
      thread.start();
    }

    private void await() {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      try {
        return super.read(work);
      } catch (RuntimeException e) {
        if (ofFailures) {
          start();
        }
        throw e;
      }
    }

    @Override
    public void close() {
      super.close();
      if (ofFailures) {
        never.countDown();
      }
    }
  }
}
