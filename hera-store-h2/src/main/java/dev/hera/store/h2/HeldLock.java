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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a database, in a file of its own, which names the process that has it. Needed beside
 * H2's own: that one does not keep a second store of the same process out, and it is lost when this
 * process opens and closes the database's file once more, so nobody may look into that file before
 * he has this lock and has claimed the file. The same holds for the file of this lock.
 */
final class HeldLock {
  /** Locked is a byte behind the text, because on some systems nobody can read locked bytes. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final String PREFIX = "process ";

  /** The files that this process has open, or is about to open. */
  private static final Set<Object> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Set<Object> claims = new HashSet<>();
  private final RandomAccessFile file;

  private HeldLock(Path path, RandomAccessFile file) {
    claims.add(path);
    this.file = file;
  }

  /**
   * Takes the lock, if nobody has it.
   *
   * @param path without links in it
   * @return null when somebody has it; {@link #holder} says who
   */
  static @Nullable HeldLock tryTake(Path path) throws IOException {
    if (!CLAIMED.add(path)) {
      return null;
    }
    HeldLock taken = null;
    try {
      taken = tryTakeClaimed(path);
      return taken;
    } finally {
      if (taken == null) {
        CLAIMED.remove(path);
      }
    }
  }

  private static @Nullable HeldLock tryTakeClaimed(Path path) throws IOException {
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
      return new HeldLock(path, file);
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

  /**
   * Claims the database's file, so that no other name of it is opened in this process.
   *
   * @return false when it is claimed
   */
  boolean tryClaim(Path database) throws IOException {
    Object key = Files.readAttributes(database, BasicFileAttributes.class).fileKey();
    if (key == null) {
      return true;
    }
    return CLAIMED.add(key) && claims.add(key);
  }

  /** Who has the lock, as it reads in a sentence. */
  static String holder(Path path) {
    if (CLAIMED.contains(path)) {
      return "this process";
    }
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
    } finally {
      CLAIMED.removeAll(claims);
    }
  }
}
