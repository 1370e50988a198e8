package dev.hera.store.h2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a database, in a file of its own, which names the process that has it. Needed beside
 * H2's own: that one does not keep a second store of the same process out, and it is lost when this
 * process opens and closes the database's file once more, so nobody may look into that file before
 * he has this lock.
 */
final class HeldLock {
  /** Locked is a byte behind the text, because on some systems nobody can read locked bytes. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final String PREFIX = "process ";

  private final RandomAccessFile file;

  private HeldLock(RandomAccessFile file) {
    this.file = file;
  }

  /**
   * Takes the lock, if nobody has it.
   *
   * @return null when somebody has it; {@link #holder} says who
   */
  static @Nullable HeldLock tryTake(Path path) throws IOException {
    create(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      if (lock(file) == null) {
        file.close();
        return null;
      }
      file.setLength(0);
      file.write(
          (PREFIX + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
      return new HeldLock(file);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private static void create(Path path) throws IOException {
    try {
      OwnerOnly.create(path);
    } catch (FileAlreadyExistsException e) {
      // left by an earlier process, or held by one
    }
  }

  private static @Nullable FileLock lock(RandomAccessFile file) throws IOException {
    try {
      return file.getChannel().tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Who has the lock, as it reads in a sentence. */
  static String holder(Path path) {
    try {
      String text = Files.readString(path, StandardCharsets.US_ASCII).strip();
      if (text.equals(PREFIX + ProcessHandle.current().pid())) {
        return "this process";
      }
      return text.startsWith(PREFIX) ? text : "another process";
    } catch (IOException e) {
      return "another process";
    }
  }

  void release() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
