package dev.hera.store.sqlite;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.FilePlace;
import dev.hera.store.jooq.JooqStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;

/**
 * The file of a database, judged by its first 100 bytes without SQLite, which would write beside or
 * into a file that is none of ours.
 */
record DatabaseFile(Path path) {
  /** Marks a SQLite file as Hera's: "Hera" in ASCII, in the header's application id. */
  static final int APPLICATION_ID = 0x48657261;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final String LOG = "-wal";
  private static final List<String> REMAINS = List.of(LOG, "-shm", "-journal");
  private static final int HEADER = 100;
  private static final int VERSION_AT = 60;
  private static final int APPLICATION_ID_AT = 68;

  String name() {
    return "SQLite database " + path;
  }

  String url() {
    return "jdbc:sqlite:" + path.toAbsolutePath();
  }

  /** The file that stands there now. */
  FilePlace place() {
    return new FilePlace(name(), path);
  }

  /** The path beside this file whose name ends in {@code suffix}. */
  Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /**
   * Counts the file as open, creates it when it is missing, and refuses one that is neither empty
   * nor Hera's.
   *
   * @return the file, which {@link OpenFiles#leave} is to be called with when the store is closed
   * @throws StoreUnavailableException when it is refused or cannot be read
   */
  FilePlace enter() {
    try {
      return OpenFiles.enter(this);
    } catch (IOException e) {
      throw inaccessible(e);
    }
  }

  private StoreUnavailableException inaccessible(IOException e) {
    return new StoreUnavailableException(
        "The " + name() + " cannot be read or created; check the path and its permissions.", e);
  }

  /**
   * Creates the file for its owner only when it is missing.
   *
   * @throws StoreUnavailableException when SQLite cannot have a database there
   */
  void create() {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      throw refused("SQLite needs a file on the disk; choose a path of the default file system");
    }
    Path absolute = path.toAbsolutePath();
    if (absolute.toString().contains("?")) {
      throw refused("SQLite's driver cannot open a path with a '?'; choose another path");
    }
    Path directory = absolute.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw refused("its directory does not exist; create the directory or choose another path");
    }
    refuseRemains();
    try {
      Files.createFile(path, ownerOnly(path));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isRegularFile(path)) {
        throw refused("it is not a regular file; choose another path");
      }
    } catch (IOException e) {
      throw inaccessible(e);
    }
  }

  /** A new database beside the log of a lost one would hide that anything was lost. */
  private void refuseRemains() {
    for (String ending : REMAINS) {
      // Another process may just have made both.
      if (Files.notExists(path) && Files.exists(sibling(ending)) && Files.notExists(path)) {
        throw lost(ending);
      }
    }
  }

  private StoreUnavailableException lost(String ending) {
    return refused(
        "it is missing or empty, but "
            + sibling(ending).getFileName()
            + " of an earlier one is still there; put the database back, or move that away to begin"
            + " anew");
  }

  void checkHeader() throws IOException {
    byte[] header = header();
    if (header.length > 0) {
      checkHeader(header);
    } else if (Files.exists(sibling(LOG)) && Files.size(sibling(LOG)) > 0) {
      throw lost(LOG);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Creates an empty file for its owner only. */
  static void createEmpty(Path path) throws IOException {
    Files.createFile(path, ownerOnly(path));
  }

  private byte[] header() throws IOException {
    try (InputStream stream = Files.newInputStream(path)) {
      return stream.readNBytes(HEADER);
    }
  }

  private void checkHeader(byte[] header) {
    if (header.length < HEADER || !Arrays.equals(MAGIC, Arrays.copyOf(header, MAGIC.length))) {
      throw refused("it is not a SQLite database; choose another path, the file was not touched");
    }
    ByteBuffer numbers = ByteBuffer.wrap(header);
    if (numbers.getInt(APPLICATION_ID_AT) != APPLICATION_ID) {
      throw refused(
          "it is a database of another program; choose another path, the file was not touched");
    }
    JooqStore.checkVersion(name(), numbers.getInt(VERSION_AT));
  }

  private StoreUnavailableException refused(String why) {
    return new StoreUnavailableException(
        "The " + name() + " cannot be opened: " + why + ".", new IOException(why));
  }
}
