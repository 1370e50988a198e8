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
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a worker's log to its end and on, also across a cut: the host moves the last part of a long
 * log to the file that ends in {@code .1}, says in the one that ends in {@code .start} which cut it
 * is and where in the log that part began, and empties the log in place (H1). Of what was cut twice
 * since it looked last, only the kept part is there to be read; it then repeats rather than leaves
 * out.
 */
final class WorkerLog {
  private static final long POLL_MILLIS = 100;

  /** How long an emptying may take that follows the moving. */
  private static final int CUT_POLLS = 20;

  private static final int BUFFER = 64 * 1024;

  private final Path log;
  private final Path cut;
  private final Path start;
  private final OutputStream out;
  private @Nullable Object seenCut;

  /** How many cuts there were before what is read now. */
  private long cuts;

  private long position;

  /**
   * @param number counts the cuts of a log from 1 on; 0 when none is known
   * @param start where in the log the kept part began
   */
  private record Cut(long number, long start) {
    static final Cut UNKNOWN = new Cut(0, 0);
  }

  WorkerLog(Path log, OutputStream out) {
    this.log = log;
    this.cut = log.resolveSibling(log.getFileName() + ".1");
    this.start = log.resolveSibling(log.getFileName() + ".start");
    this.out = out;
  }

  /** Writes all that is kept. */
  void print() throws IOException {
    cuts = lastCut().number;
    seenCut = identity(cut);
    copy(cut, 0);
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
      Cut last = lastCut();
      copy(cut, last.number == cuts + 1 ? Math.max(0, position - last.start) : 0);
      cuts = last.number;
      awaitEmptied();
      position = 0;
    }
    position = copy(log, position);
    out.flush();
  }

  /** It is told before its part is there, so a further one may have been told already. */
  private Cut lastCut() throws IOException {
    try {
      String[] told = Files.readString(start).split(" ", -1);
      return new Cut(Long.parseLong(told[0]), Long.parseLong(told[1]));
    } catch (NoSuchFileException e) {
      return Cut.UNKNOWN;
    }
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
        at += read;
        buffer.clear();
      }
      return at;
    } catch (NoSuchFileException e) {
      return from;
    }
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
