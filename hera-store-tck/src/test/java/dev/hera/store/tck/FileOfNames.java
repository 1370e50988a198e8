package dev.hera.store.tck;

import dev.hera.role.Orchestrator;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.BrokenStores.Around;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.TestThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A store that keeps the names of the active orchestrators in a file, each with one role: no more
 * than a killed process is asked for. Sound, or broken in one way.
 */
final class FileOfNames extends Around {
  /** What is wrong with the store. */
  enum Fault {
    NONE,
    /** Writes everything when it is closed. */
    COMMITS_ON_CLOSING,
    /** Writes what it answered when the next write comes. */
    COMMITS_LATE,
    /** Shows what it did not write yet. */
    SHOWS_BEFORE_COMMIT,
    /** Takes a lock that is there until it is closed, for as long as it likes. */
    KEEPS_ITS_LOCK
  }

  private static final int READS_BEFORE_WRITE = 20;
  private static final int MOST_PAUSES = 50;

  private final AtomicLong reads = new AtomicLong();
  private final Path file;
  private final Path lock;
  private final Fault fault;
  private final List<String> unwritten = new ArrayList<>();

  FileOfNames(Path directory, Fault fault) {
    this.file = directory.resolve("names");
    this.lock = directory.resolve("lock");
    this.fault = fault;
    if (fault == Fault.KEEPS_ITS_LOCK) {
      lock();
    }
    names().forEach(name -> super.write(tx -> RowFixtures.team(tx, name, 1)));
  }

  private void lock() {
    try {
      Files.createFile(lock);
    } catch (IOException e) {
      throw new StoreUnavailableException("another process has the store", e);
    }
  }

  private List<String> names() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void append() {
    try {
      Files.write(file, unwritten, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      unwritten.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    if (fault == Fault.SHOWS_BEFORE_COMMIT) {
      T answer = super.read(work);
      reads.incrementAndGet();
      return answer;
    }
    synchronized (this) {
      return super.read(work);
    }
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return fault == Fault.SHOWS_BEFORE_COMMIT ? writeShown(work) : writeHidden(work);
  }

  /** Readers wait until it is written. */
  private synchronized <T> T writeHidden(Function<Transaction, T> work) {
    if (fault == Fault.COMMITS_LATE) {
      append();
    }
    T answer = super.write(work);
    note();
    if (fault != Fault.COMMITS_ON_CLOSING && fault != Fault.COMMITS_LATE) {
      append();
    }
    return answer;
  }

  /** One writer after the other, and readers see what is not written yet. */
  private <T> T writeShown(Function<Transaction, T> work) {
    synchronized (file) {
      T answer = super.write(work);
      note();
      awaitReads();
      append();
      return answer;
    }
  }

  /** What is shown is most likely seen by then, and a kill most likely comes before it is over. */
  private void awaitReads() {
    long shown = reads.get();
    for (int i = 0; i < MOST_PAUSES && reads.get() - shown < READS_BEFORE_WRITE; i++) {
      TestThreads.pause();
    }
  }

  private void note() {
    List<Orchestrator> all = sound.read(tx -> tx.orchestrators().listActive());
    unwritten.add(all.get(all.size() - 1).name());
  }

  @Override
  public void close() {
    try {
      append();
      Files.deleteIfExists(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    super.close();
  }
}
