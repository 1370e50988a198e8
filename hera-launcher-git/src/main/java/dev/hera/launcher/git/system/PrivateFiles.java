package dev.hera.launcher.git.system;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

/** Files of mode 0600 in directories of mode 0700. A file that is written is whole or not there. */
public final class PrivateFiles {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  static final FileAttribute<?> FILE = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
  private static final FileAttribute<?> DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  /** Makes the directory and its missing parents. */
  public static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory, DIRECTORY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes a file with this content unless there is one of the name already; says which. There is
   * none when it cannot be written.
   */
  public static boolean createNew(Path file, String text) {
    try {
      writeNew(file, text);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes or replaces a file; after a crash or a failure it has the old content or the new one. */
  public static void write(Path file, String text) {
    Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    try {
      writeNew(fresh, text);
      move(fresh, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a file that another program made from all but its owner. */
  public static void narrow(Path file) throws IOException {
    Files.setPosixFilePermissions(file, OWNER_ONLY);
  }

  /** The content of a file, if there is one. */
  public static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** When a file was written last, if there is one. */
  public static Optional<Instant> written(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes or replaces a file of names and values. */
  public static void writeProperties(Path file, Map<String, String> values) {
    Properties properties = new Properties();
    properties.putAll(values);
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(file, text.toString());
  }

  /** A file of names and values, if there is one. */
  public static Optional<Properties> readProperties(Path file) {
    return read(file).map(PrivateFiles::parse);
  }

  /** Removes a file, if there is one. */
  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Properties parse(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private static void writeNew(Path file, String text) throws IOException {
    FileChannel made = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), FILE);
    try (FileChannel channel = made) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException e) {
      throw withoutFile(file, e);
    }
  }

  private static void move(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, ATOMIC_MOVE);
    } catch (IOException e) {
      throw withoutFile(fresh, e);
    }
  }

  /** Half a file would be taken for a whole one. */
  private static IOException withoutFile(Path file, IOException cause) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }
}
