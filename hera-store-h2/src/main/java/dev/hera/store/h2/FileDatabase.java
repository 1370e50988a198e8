package dev.hera.store.h2;

import dev.hera.error.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A database in a file. A new one is made elsewhere and moved to its place when it is whole, so
 * what stands in its place without Hera's mark was never Hera's, or was damaged.
 *
 * @param path absolute, without H2's ending
 */
record FileDatabase(Path path) {
  /** With it an interrupt of a thread that reads or writes does not close the file for all. */
  private static final String UNINTERRUPTIBLE = "jdbc:h2:async:";

  /**
   * Opens it, or creates it when its file is missing.
   *
   * @throws StoreUnavailableException when it is refused or cannot be opened
   */
  static Database open(Path path) {
    FileDatabase file = new FileDatabase(path.toAbsolutePath());
    try {
      return file.openLocked();
    } catch (IOException e) {
      throw new StoreUnavailableException(
          "The " + file.name() + " cannot be read or created; check the path and its permissions.",
          e);
    }
  }

  String name() {
    return "H2 database " + path;
  }

  Path file() {
    return sibling(".mv.db");
  }

  /** The path beside this database whose name ends in {@code suffix}. */
  Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  private Database openLocked() throws IOException {
    checkPath();
    Path place = sibling(".lock");
    boolean isNew = Files.notExists(place);
    HeldLock lock = HeldLock.tryTake(place);
    if (lock == null) {
      throw refused(
          HeldLock.holder(place) + " has it open; close it there, or choose another path");
    }
    try {
      return openOwned(lock);
    } catch (IOException | RuntimeException e) {
      lock.release();
      if (isNew) {
        Files.deleteIfExists(place);
      }
      throw e;
    }
  }

  private Database openOwned(HeldLock lock) throws IOException {
    if (Files.notExists(file())) {
      create();
    } else {
      new Recognition(this).check();
    }
    return open(lock::release);
  }

  private Database open(Runnable onClosed) {
    return Database.open(name(), path, UNINTERRUPTIBLE + path, onClosed);
  }

  private void checkPath() {
    if (Builds.isLosing(Builds.running())) {
      throw refused("this version of H2 can lose answered commits; use H2 2.4.240");
    }
    if (path.toString().contains(";")) {
      throw refused("H2 cannot open a path with a ';'; choose another path");
    }
    Path directory = path.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw refused("its directory does not exist; create the directory or choose another path");
    }
    if (Files.exists(file()) && !Files.isRegularFile(file())) {
      throw refused("it is not a regular file; choose another path");
    }
  }

  private void create() throws IOException {
    Path directory = Files.createTempDirectory(path.getParent(), path.getFileName() + ".new");
    FileDatabase made = new FileDatabase(directory.resolve("made"));
    try (Database database = made.open(() -> {})) {
      JooqStore.open(H2Engine.of(database)).close();
    }
    OwnerOnly.make(made.file());
    Files.move(made.file(), file());
    Files.delete(directory);
  }

  StoreUnavailableException refused(String why) {
    return Refusals.of(name(), why, new IOException(why));
  }
}
