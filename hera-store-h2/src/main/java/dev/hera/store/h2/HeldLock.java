package dev.hera.store.h2;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.FilePlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The lock on a database, in a file of its own, which names the process that has it. Needed beside
 * H2's own: that one does not keep a second store of the same process out, and it is lost when this
 * process opens and closes the database's file once more, so nobody may look into that file before
 * he has this lock and has claimed the file. The same holds for the file of this lock.
 */
final class HeldLock {
  private static final String ENDING = ".mv.db.lock";

  /** Locked is a byte behind the text, because on some systems nobody can read locked bytes. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final String PREFIX = "process ";

  /** What an opener leaves; a power cut may leave none of it, or zeros. */
  private static final Pattern LEFT =
      Pattern.compile("\0{0,32}|" + PREFIX + "\\d{1,20}( makes it)?\n");

  /** What the opener of a database that is not there yet leaves until it is made. */
  private static final String MAKING = " makes it";

  private static final int LONGER = 64;

  /** The files that this process has open, or is about to open. */
  private static final Set<Object> CLAIMED = ConcurrentHashMap.newKeySet();

  private final Set<Object> claims = new HashSet<>();
  private final Path path;
  private final boolean created;
  private final FileChannel channel;
  private final boolean ofLostDatabase;

  private HeldLock(Path path, boolean created, FileChannel channel, boolean ofLostDatabase) {
    this.claims.add(path);
    this.path = path;
    this.created = created;
    this.channel = channel;
    this.ofLostDatabase = ofLostDatabase;
  }

  /**
   * Claims a schema of a database that an application has open.
   *
   * @return what gives it back
   * @throws StoreUnavailableException when this process has it open
   */
  static Runnable claim(String name, FilePlace file, String schema) {
    Object claim = List.of(file.key(), schema);
    if (CLAIMED.contains(file.key()) || !CLAIMED.add(claim)) {
      throw Refusals.of(name, "this process has it open; close it there");
    }
    return () -> CLAIMED.remove(claim);
  }

  /** The path of a database's lock. */
  static Path path(FileDatabase database) {
    return database.sibling(ENDING);
  }

  /**
   * Takes the lock.
   *
   * @param database by a path without links in it
   * @throws StoreUnavailableException when somebody has the lock, and says who; or when the place
   *     of its file is taken by something else, which is left as it is
   */
  static HeldLock take(FileDatabase database) throws IOException {
    Path path = path(database);
    if (!CLAIMED.add(path)) {
      throw held(database, "this process");
    }
    HeldLock taken = null;
    try {
      taken = take(database, path);
      return taken;
    } finally {
      if (taken == null) {
        CLAIMED.remove(path);
      }
    }
  }

  private static HeldLock take(FileDatabase database, Path path) throws IOException {
    boolean created = Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    if (!created && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw foreign(database, path);
    }
    FileChannel channel = OwnerOnly.open(path);
    try {
      boolean locked = lock(channel);
      String text = read(channel);
      if (!locked) {
        throw held(database, holder(text));
      }
      if (!LEFT.matcher(text).matches()) {
        throw foreign(database, path);
      }
      boolean missing = Files.notExists(database.file());
      boolean lost = missing && text.startsWith(PREFIX) && !text.contains(MAKING);
      write(channel, missing && !lost ? MAKING : "");
      return new HeldLock(path, created, channel, lost);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGER);
    channel.read(text, 0);
    return StandardCharsets.ISO_8859_1.decode(text.flip()).toString();
  }

  private static void write(FileChannel channel, String what) throws IOException {
    channel.truncate(0);
    String text = PREFIX + ProcessHandle.current().pid() + what + "\n";
    channel.write(StandardCharsets.US_ASCII.encode(text), 0);
  }

  /** Whether a database was made under this lock and is missing now. */
  boolean isOfLostDatabase() {
    return ofLostDatabase;
  }

  /** From here on a database that is missing is a lost one. */
  void databaseIsMade() throws IOException {
    write(channel, "");
  }

  /** Who has the lock, as it reads in a sentence. */
  private static String holder(String text) {
    return text.startsWith(PREFIX) ? text.strip().replace(MAKING, "") : "another process";
  }

  private static StoreUnavailableException held(FileDatabase database, String holder) {
    return database.refused(holder + " has it open; close it there, or choose another path");
  }

  private static StoreUnavailableException foreign(FileDatabase database, Path path) {
    return database.refused(
        "its lock file would be " + path + ", which is something else; move that away");
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

  /** Releases the lock and removes its file if it was not there before. */
  void undo() throws IOException {
    try {
      if (created) {
        Files.deleteIfExists(path);
      }
    } finally {
      release();
    }
  }

  void release() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      CLAIMED.removeAll(claims);
    }
  }
}
