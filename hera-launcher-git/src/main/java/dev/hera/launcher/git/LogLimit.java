package dev.hera.launcher.git;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a worker's log small (H1): beyond the limit its last part is copied to the file beside it
 * that ends in {@code .1}, in place of an earlier one, and the log is emptied in place. The worker
 * appends, so it goes on at the start. What it writes between the two steps is lost.
 */
final class LogLimit {
  /** The most bytes of a log, and of the part that is kept. */
  static final long BYTES = 16L << 20;

  private final long bytes;

  LogLimit(long bytes) {
    this.bytes = bytes;
  }

  void apply(Path log) throws IOException {
    if (!Files.exists(log) || Files.size(log) <= bytes) {
      return;
    }
    Path kept = log.resolveSibling(log.getFileName() + ".1");
    Path fresh = log.resolveSibling(log.getFileName() + ".new");
    PrivateFiles.delete(fresh);
    PrivateFiles.createNew(fresh, "");
    try (FileChannel from = FileChannel.open(log, READ, WRITE);
        FileChannel to = FileChannel.open(fresh, WRITE)) {
      copy(from, to, from.size() - bytes);
      Files.move(fresh, kept, ATOMIC_MOVE);
      from.truncate(0);
    }
  }

  /** Copies what is there at the time; the worker may well write faster than this copies. */
  private static void copy(FileChannel from, FileChannel to, long start) throws IOException {
    long end = from.size();
    long at = Math.max(0, start);
    while (at < end) {
      long copied = from.transferTo(at, end - at, to);
      if (copied <= 0) {
        return;
      }
      at += copied;
    }
  }
}
