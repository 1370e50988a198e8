package dev.hera.store.jooq;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.sql.SqlDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * The place of a database's file. A process keeps a file that it has open, also when it was
 * renamed, replaced or deleted; what is then written is found by no later start. For the makers of
 * store modules. Thread-safe.
 */
public final class FilePlace {
  private final String name;
  private final Path path;
  private final Object key;

  /**
   * The file that stands there now.
   *
   * @param name what it is, as {@link SqlDatabase#name} says
   * @throws StoreUnavailableException when there is none
   */
  public FilePlace(String name, Path path) {
    this.name = name;
    this.path = path;
    this.key = find(path).orElseThrow(this::gone);
  }

  /**
   * What a file is by, whatever leads to it: device and inode, or its real path where the system
   * has no such numbers. Empty when there is none.
   */
  public static Optional<Object> find(Path path) {
    try {
      Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return Optional.of(key == null ? path.toRealPath() : key);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The same for each path to the file. */
  public Object key() {
    return key;
  }

  /**
   * Looks whether it is still there; costs a few microseconds.
   *
   * @throws StoreUnavailableException when it is not
   */
  public void check() {
    Object now = find(path).orElseThrow(this::gone);
    if (!now.equals(key)) {
      throw unavailable("was replaced by another file");
    }
  }

  private StoreUnavailableException gone() {
    return unavailable("is not in its place any more");
  }

  private StoreUnavailableException unavailable(String what) {
    return new StoreUnavailableException(
        "The "
            + name
            + " "
            + what
            + "; nothing is read or written. Put the file back, or close the store and open the one"
            + " that is meant.");
  }
}
