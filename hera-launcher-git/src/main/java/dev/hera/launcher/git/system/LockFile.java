package dev.hera.launcher.git.system;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock held by one thread of one process at a time, for as long as its file's lock is held. It
 * ends with the process.
 */
public final class LockFile implements AutoCloseable {
  private static final long POLL_MILLIS = 10;

  /**
   * An operating system's file lock belongs to the whole process, and ends when the process closes
   * any channel of that file: so within the process only the holder of this semaphore may open it.
   */
  private static final ConcurrentHashMap<Path, Semaphore> IN_PROCESS = new ConcurrentHashMap<>();

  private final Semaphore inProcess;
  private final FileChannel channel;

  private LockFile(Semaphore inProcess, FileChannel channel) {
    this.inProcess = inProcess;
    this.channel = channel;
  }

  /**
   * Waits for the lock; a private file is made when there is none.
   *
   * @param file an absolute path, the same for all who share the lock
   * @throws IllegalStateException when it is not to be had within the limit, or on an interrupt
   */
  public static LockFile acquire(Path file, Duration limit) {
    return acquire(file, limit, PrivateFiles.FILE);
  }

  private static LockFile acquire(Path file, Duration limit, FileAttribute<?>... made) {
    long deadline = System.nanoTime() + limit.toNanos();
    Semaphore inProcess = IN_PROCESS.computeIfAbsent(file, f -> new Semaphore(1, true));
    try {
      if (!inProcess.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException(busy(file, limit));
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, Set.of(CREATE, WRITE), made);
      lock(channel, file, limit, deadline);
      return new LockFile(inProcess, channel);
    } catch (IOException | RuntimeException e) {
      release(inProcess, channel);
      throw e instanceof IOException io ? new UncheckedIOException(io) : (RuntimeException) e;
    }
  }

  /** Waits for the lock as {@link #acquire} does and gives what the work gives. */
  public static <T> T whileHeld(Path file, Duration limit, Supplier<T> work) {
    return whileHeld(acquire(file, limit), work);
  }

  /**
   * The same with a file of a repository, which may be several people's: it is made as git makes
   * files there.
   */
  public static <T> T whileHeldInRepository(Path file, Duration limit, Supplier<T> work) {
    return whileHeld(acquire(file, limit, new FileAttribute<?>[0]), work);
  }

  private static <T> T whileHeld(LockFile lock, Supplier<T> work) {
    try {
      return work.get();
    } finally {
      lock.close();
    }
  }

  @Override
  public void close() {
    release(inProcess, channel);
  }

  private static void lock(FileChannel channel, Path file, Duration limit, long deadline)
      throws IOException {
    FileLock lock = channel.tryLock();
    while (lock == null) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(busy(file, limit));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      lock = channel.tryLock();
    }
  }

  private static void release(Semaphore inProcess, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      inProcess.release();
    }
  }

  private static String busy(Path file, Duration limit) {
    return file.getFileName() + " was not free within " + limit.toSeconds() + " s";
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while waiting for a lock", e);
  }
}
