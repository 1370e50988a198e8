package dev.hera.examples.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a worker's log to its end and on, also across a cut: the host moves the last part of a long
 * log to the file that ends in {@code .1}, and empties the log in place (H1).
 */
final class WorkerLog {
  private static final long POLL_MILLIS = 100;

  /** How long an emptying may take that follows the moving. */
  private static final int CUT_POLLS = 20;

  private static final int BUFFER = 64 * 1024;

  /** What is enough to find the place again at which the reading stopped. */
  private static final int REMEMBERED = 4 * 1024;

  private final Path log;
  private final Path cut;
  private final OutputStream out;
  private @Nullable Object seenCut;
  private long position;

  /** The end of what was read of the log since it was emptied. */
  private byte[] last = {};

  WorkerLog(Path log, OutputStream out) {
    this.log = log;
    this.cut = log.resolveSibling(log.getFileName() + ".1");
    this.out = out;
  }

  /** Writes all that is kept. */
  void print() throws IOException {
    seenCut = identity(cut);
    copy(cut, 0);
    last = new byte[0];
    position = copy(log, 0);
    out.flush();
  }

  /** Writes all that is kept and what comes, until nobody writes any more. */
  void follow(BooleanSupplier writing) throws IOException {
    print();
    boolean goesOn = true;
    while (goesOn) {
      goesOn = writing.getAsBoolean();
      if (goesOn) {
        pause();
      }
      readOn();
    }
  }

  private void readOn() throws IOException {
    Object newCut = identity(cut);
    if (!Objects.equals(newCut, seenCut)) {
      seenCut = newCut;
      copy(cut, endOf(last, Files.readAllBytes(cut)));
      awaitEmptied();
      position = 0;
      last = new byte[0];
    }
    position = copy(log, position);
    out.flush();
  }

  /** Where in the cut part what was read last ends. */
  private static int endOf(byte[] last, byte[] part) {
    if (last.length == 0) {
      return 0;
    }
    for (int end = part.length; end >= last.length; end--) {
      if (Arrays.equals(part, end - last.length, end, last, 0, last.length)) {
        return end;
      }
    }
    return 0;
  }

  private void awaitEmptied() throws IOException {
    for (int polls = 0; polls < CUT_POLLS && size() >= position; polls++) {
      pause();
    }
  }

  private long size() throws IOException {
    return Files.exists(log) ? Files.size(log) : 0;
  }

  /** Copies from a place on; says where the file ended. */
  private long copy(Path file, long from) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long at = from;
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      for (int read = channel.read(buffer, at); read > 0; read = channel.read(buffer, at)) {
        out.write(buffer.array(), 0, read);
        remember(buffer.array(), read);
        at += read;
        buffer.clear();
      }
      return at;
    } catch (NoSuchFileException e) {
      return from;
    }
  }

  private void remember(byte[] bytes, int count) {
    byte[] both = Arrays.copyOf(last, last.length + count);
    System.arraycopy(bytes, 0, both, last.length, count);
    last = Arrays.copyOfRange(both, Math.max(0, both.length - REMEMBERED), both.length);
  }

  private static @Nullable Object identity(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while following a log", e);
    }
  }
}
