package dev.hera.store.h2;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A database in a file. A new one is made elsewhere and moved to its place when it is whole, so
 * what stands in its place without Hera's mark was never Hera's, or was damaged.
 *
 * @param path absolute, without H2's ending
 */
record FileDatabase(Path path) {
  /** Opens such a database again. */
  static final Reopening.Opener AGAIN =
      new Reopening.Opener() {
        @Override
        public Database again(Database closed) {
          return openAgain(closed);
        }

        @Override
        public H2Engine engine(Database database) {
          return H2Engine.of(database);
        }
      };

  /** With it an interrupt of a thread that reads or writes does not close the file for all. */
  private static final String UNINTERRUPTIBLE = "jdbc:h2:async:";

  private static final String ENDING = ".mv.db";

  /**
   * Opens it, or creates it when its file is missing.
   *
   * @throws StoreUnavailableException when it is refused or cannot be opened
   */
  static Database open(Path path) {
    FileDatabase file = new FileDatabase(path.toAbsolutePath());
    try {
      file.checkPlatform();
      return file.real().openLocked();
    } catch (IOException e) {
      throw file.inaccessible(e);
    }
  }

  private StoreUnavailableException inaccessible(IOException e) {
    return new StoreUnavailableException(
        "The " + name() + " cannot be read or created; check the path and its permissions.", e);
  }

  String name() {
    return "H2 database " + path;
  }

  Path file() {
    return file(path);
  }

  /** The file of a database whose path has no ending. */
  static Path file(Path path) {
    return path.resolveSibling(path.getFileName() + ENDING);
  }

  /** The path beside this database whose name ends in {@code suffix}. */
  Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** The database that links lead to: by whatever path it is opened, it has one lock. */
  private FileDatabase real() throws IOException {
    Path place = directory().resolve(file().getFileName());
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return new FileDatabase(place.resolveSibling(path.getFileName()));
    }
    if (Files.notExists(place)) {
      throw refused("it is a link that leads nowhere; remove the link or choose another path");
    }
    Path real = place.toRealPath();
    String name = real.getFileName().toString();
    if (!name.endsWith(ENDING)) {
      throw refused(
          "it is a link to " + real + "; open a path that leads to a name with " + ENDING);
    }
    return new FileDatabase(
        real.resolveSibling(name.substring(0, name.length() - ENDING.length())));
  }

  private Database openLocked() throws IOException {
    checkPath();
    HeldLock lock = HeldLock.take(this);
    try {
      return openOwned(lock);
    } catch (IOException | RuntimeException e) {
      lock.undo();
      throw e;
    }
  }

  private Database openOwned(HeldLock lock) throws IOException {
    boolean broken = Files.deleteIfExists(unfinished().file());
    boolean isNew = Files.notExists(file());
    if (isNew) {
      if (lock.isOfLostDatabase() && !broken) {
        throw lost();
      }
      create();
      lock.databaseIsMade();
    }
    if (!lock.tryClaim(file())) {
      throw refused("this process has it open under another name; close it there");
    }
    if (!isNew) {
      new Recognition(this).check();
    }
    return open(path, lock::release);
  }

  /** A new database under the lock of a lost one would hide that anything was lost. */
  private StoreUnavailableException lost() {
    return refused(
        "it is missing, but the lock of an earlier one is still there; put the database back, or"
            + " move "
            + HeldLock.path(this).getFileName()
            + " away to begin anew");
  }

  /**
   * Opens a database again that H2 closed by itself, under the lock that it still has.
   *
   * @throws StoreUnavailableException when it is not in its place or cannot be opened
   */
  private static Database openAgain(Database closed) {
    closed.checkPlace();
    FileDatabase file = new FileDatabase(closed.path());
    try {
      new Recognition(file).check();
    } catch (IOException e) {
      throw file.inaccessible(e);
    }
    return file.open(closed.path(), closed.onClosed());
  }

  private Database open(Path place, Runnable onClosed) {
    Path made = new FileDatabase(place).file();
    return Database.open(name(), place, UNINTERRUPTIBLE + place, made, onClosed);
  }

  private Path directory() throws IOException {
    Path directory = path.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw refused("its directory does not exist; create the directory or choose another path");
    }
    return directory.toRealPath();
  }

  private void checkPlatform() {
    if (Builds.isLosing(Builds.running())) {
      throw refused("this version of H2 can lose answered commits; use H2 2.4.240");
    }
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw refused("H2 only knows the default file system; choose a path of that");
    }
  }

  private void checkPath() {
    if (path.toString().contains(";")) {
      throw refused("H2 cannot open a path with a ';'; choose another path");
    }
    if (File.separatorChar != '\\' && path.toString().contains("\\")) {
      throw refused("H2 would take its '\\' for a '/'; choose another path");
    }
    if (Files.exists(file()) && !Files.isRegularFile(file())) {
      throw refused("it is not a regular file; choose another path");
    }
  }

  private void create() throws IOException {
    Path made = unfinished().file();
    OwnerOnly.create(made);
    try {
      try (Database database = open(unfinished().path, () -> {})) {
        JooqStore.open(H2Engine.of(database)).close();
      }
      Files.move(made, file());
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** The database while it is made; only the holder of the lock has one. */
  private FileDatabase unfinished() {
    return new FileDatabase(sibling(ENDING + ".unfinished"));
  }

  StoreUnavailableException refused(String why) {
    return Refusals.of(name(), why);
  }
}
