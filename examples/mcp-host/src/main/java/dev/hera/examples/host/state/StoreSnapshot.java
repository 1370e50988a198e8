package dev.hera.examples.host.state;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.RelationalStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private copy of a store's files, to read what is in a store that nobody has open. The files
 * themselves are neither locked nor changed, whatever their schema and wherever they lie; what is
 * brought to the newest schema is the copy. It is gone when it is closed.
 */
public final class StoreSnapshot implements Closeable {
  /** How often a copy is begun anew when the files were written meanwhile. */
  private static final int TRIES = 5;

  private final StoreAddress original;
  private final StoreAddress copy;
  private final Path folder;

  private StoreSnapshot(StoreAddress original, Path folder) {
    this.original = original;
    this.folder = folder;
    this.copy =
        new StoreAddress(original.kind(), folder.resolve(original.file().getFileName().toString()));
  }

  /**
   * Copies a store of files as it is now.
   *
   * @throws StoreUnavailableException when it cannot be read, or is being written all the time
   */
  public static StoreSnapshot take(StoreAddress store) throws IOException {
    StoreSnapshot snapshot =
        new StoreSnapshot(store, Files.createTempDirectory("hera-snapshot-").toRealPath());
    boolean taken = false;
    try {
      snapshot.copyAsOne();
      taken = true;
      return snapshot;
    } finally {
      if (!taken) {
        snapshot.close();
      }
    }
  }

  private void copyAsOne() throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      List<State> before = states();
      if (isCopied() && states().equals(before)) {
        return;
      }
    }
    throw new StoreUnavailableException(
        "The store " + original + " is being written; try again when that is over.",
        new IOException("written while it was copied"));
  }

  /** What tells that a file was written. */
  private record State(Path file, Object key, long size, Object written) {}

  private List<State> states() throws IOException {
    List<State> states = new ArrayList<>();
    for (Path file : files(original).filter(Files::exists).toList()) {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      states.add(
          new State(file, String.valueOf(now.fileKey()), now.size(), now.lastModifiedTime()));
    }
    return states;
  }

  /** The files that hold what is in a store; one that is not there has nothing. */
  private static Stream<Path> files(StoreAddress store) {
    return switch (store.kind()) {
      case SQLITE -> Stream.of("", "-wal").map(ending -> sibling(store, ending));
      case H2 -> Stream.of(sibling(store, ".mv.db"));
      case POSTGRES -> throw new IllegalArgumentException("a server has no files");
    };
  }

  private static Path sibling(StoreAddress store, String ending) {
    return store.file().resolveSibling(store.file().getFileName() + ending);
  }

  /** Copies all of them; says whether they stayed there meanwhile. */
  private boolean isCopied() throws IOException {
    for (Path file : files(original).toList()) {
      Path to = folder.resolve(file.getFileName().toString());
      Files.deleteIfExists(to);
      try {
        if (Files.exists(file)) {
          Files.copy(file, to);
        }
      } catch (NoSuchFileException e) {
        return false;
      }
    }
    return true;
  }

  /**
   * Opens the copy.
   *
   * @throws StoreUnavailableException when the store is none, or of a newer Hera
   */
  public RelationalStore open() {
    try {
      return copy.open();
    } catch (StoreUnavailableException e) {
      String named = String.valueOf(e.getMessage()).replace(copy.place(), original.place());
      throw new StoreUnavailableException(named, e);
    }
  }

  @Override
  public void close() throws IOException {
    HostFiles.deleteTree(folder);
  }
}
