package dev.hera.launcher.git.state;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hera.launcher.git.system.LockFile;
import dev.hera.launcher.git.system.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Keeps a worker's log small (H1): beyond the limit its last part is copied to the file beside it
 * that ends in {@code .1}, in place of an earlier one, and the log is emptied in place. The worker
 * appends, so it goes on at the start. What it writes between the two steps is lost. Which cut it
 * is, and where in the log its part began, is written to the file that ends in {@code .start}
 * before, so that whoever follows the log reads on at the same byte.
 */
public final class LogLimit {
  /** The most bytes of a log, and of the part that is kept. */
  public static final long BYTES = 16L << 20;

  private static final Duration LOCK_LIMIT = Duration.ofSeconds(30);

  private final long bytes;

  public LogLimit(long bytes) {
    this.bytes = bytes;
  }

  /** The file that keeps the part before the last cut. */
  public static Path kept(Path log) {
    return log.resolveSibling(log.getFileName() + ".1");
  }

  /**
   * Cuts the log when it is too long; others, of this process or another, may do so at the same
   * time. A log that is gone is left alone.
   *
   * @throws IllegalStateException when another one cuts it for too long, or on an interrupt
   */
  public void apply(Path log) throws IOException {
    if (!isTooLong(log)) {
      return;
    }
    try {
      cutAlone(log);
    } catch (NoSuchFileException e) {
      // Its launch was cleaned up meanwhile.
      return;
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
    }
  }

  private void cutAlone(Path log) throws IOException {
    LockFile lock = LockFile.acquire(log.resolveSibling(log.getFileName() + ".lock"), LOCK_LIMIT);
    try {
      if (isTooLong(log)) {
        cut(log);
      }
    } finally {
      lock.close();
    }
  }

  private boolean isTooLong(Path log) throws IOException {
    try {
      return Files.size(log) > bytes;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private void cut(Path log) throws IOException {
    Path fresh = log.resolveSibling(log.getFileName() + ".new");
    PrivateFiles.delete(fresh);
    PrivateFiles.createNew(fresh, "");
    try (FileChannel from = FileChannel.open(log, READ, WRITE);
        FileChannel to = FileChannel.open(fresh, WRITE)) {
      long start = Math.max(0, from.size() - bytes);
      copy(from, to, start);
      tellStart(log, start);
      Files.move(fresh, kept(log), ATOMIC_MOVE);
      from.truncate(0);
    }
  }

  /** Whole or not at all: it is read while it is replaced. */
  private static void tellStart(Path log, long start) throws IOException {
    Path told = log.resolveSibling(log.getFileName() + ".start");
    Path fresh = log.resolveSibling(log.getFileName() + ".start.new");
    PrivateFiles.delete(fresh);
    PrivateFiles.createNew(fresh, (cutsBefore(told) + 1) + " " + start);
    Files.move(fresh, told, ATOMIC_MOVE);
  }

  private static long cutsBefore(Path told) throws IOException {
    try {
      return Long.parseLong(Files.readString(told).split(" ", -1)[0]);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  /** Copies what is there at the time; the worker may well write faster than this copies. */
  private static void copy(FileChannel from, FileChannel to, long start) throws IOException {
    long end = from.size();
    long at = start;
    while (at < end) {
      long copied = from.transferTo(at, end - at, to);
      if (copied <= 0) {
        return;
      }
      at += copied;
    }
  }
}
