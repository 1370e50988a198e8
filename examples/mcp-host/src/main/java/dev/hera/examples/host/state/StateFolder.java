package dev.hera.examples.host.state;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a host keeps on disk beside its store: its token, its port, and a lock file, by which one
 * host at a time owns the directory, with that host's URL.
 */
public final class StateFolder implements AutoCloseable {
  private static final int TOKEN_BYTES = 32;
  private static final String TOKEN_FILE = "operator.token";
  private static final String HOST_FILE = "host.id";
  private static final String STORE = "store";
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Path root;
  private final FolderBefore before;
  private final FileChannel lock;

  private StateFolder(Path root, FolderBefore before, FileChannel lock) {
    this.root = root;
    this.before = before;
    this.lock = lock;
  }

  /**
   * Makes the directory when it is missing, and takes it over.
   *
   * @throws CannotRunException when it cannot be written or another host has it
   */
  public static StateFolder open(Path directory) {
    try {
      FolderBefore before = FolderBefore.look(directory);
      Files.createDirectories(directory.toAbsolutePath(), HostFiles.DIRECTORY);
      Path root = directory.toRealPath();
      return new StateFolder(root, before, lock(root));
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static CannotRunException unwritable(Path directory, IOException cause) {
    return new CannotRunException(
        ExitCode.USAGE,
        "the state directory " + directory + " cannot be written; name another with --state",
        cause);
  }

  private static FileChannel lock(Path root) throws IOException {
    Path file = root.resolve(Owner.FILE);
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), HostFiles.FILE);
    if (!isLocked(channel)) {
      channel.close();
      throw owned(root, Owner.read(file));
    }
    if (Files.notExists(file)) { // a host that could not run took its file away meanwhile
      channel.close();
      return lock(root);
    }
    note(channel, null);
    return channel;
  }

  /**
   * Refuses a directory that a host has, before anything is looked at or made for another one.
   *
   * @throws CannotRunException when a host has it
   */
  public static void requireFree(Path directory) {
    try {
      Owner.find(directory)
          .ifPresent(
              owner -> {
                throw owned(directory, owner);
              });
    } catch (IOException e) {
      throw unwritable(directory, e);
    }
  }

  private static CannotRunException owned(Path directory, Owner owner) {
    return CannotRunException.usage(
        owner
            + " has the state directory "
            + directory
            + "; stop it or name another directory with --state");
  }

  private static void note(FileChannel channel, @Nullable String url) throws IOException {
    String text = new Owner(ProcessHandle.current().pid(), url).text();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /**
   * An empty log file of the directory, which is made when it is missing, without taking it over.
   */
  public static Path emptyLog(Path directory, String name) throws IOException {
    Files.createDirectories(directory, HostFiles.DIRECTORY);
    Path log = directory.resolve(name);
    HostFiles.write(log, "");
    return log;
  }

  /** Its real path. */
  public Path root() {
    return root;
  }

  /** The operator's token: the one that is kept here, or a new one that is kept from now on. */
  public String operatorToken() throws IOException {
    Path file = root.resolve(TOKEN_FILE);
    String kept = keptToken(root).orElse("");
    if (TOKEN.matcher(kept).matches()) {
      return kept;
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    HostFiles.write(file, token + "\n");
    return token;
  }

  /** The id of the host whose directory this is: the kept one, or a new one that is kept. */
  public String hostId() throws IOException {
    String kept = keptHostId(root).orElse("");
    if (!kept.isEmpty()) {
      return kept;
    }
    String id = UUID.randomUUID().toString();
    HostFiles.write(root.resolve(HOST_FILE), id + "\n");
    return id;
  }

  /** The id of the host that is kept in a state directory, if there is one. */
  public static Optional<String> keptHostId(Path directory) throws IOException {
    return HostFiles.read(directory.resolve(HOST_FILE));
  }

  /** The operator's token that is kept in a state directory, if there is one. */
  public static Optional<String> keptToken(Path directory) throws IOException {
    return HostFiles.read(directory.resolve(TOKEN_FILE));
  }

  /**
   * An empty directory for the native library that the SQLite driver unpacks at each start and that
   * a killed host leaves there. It is moved away before it is deleted: a host that has given the
   * lock back may still be removing its own library.
   */
  public Path emptyNativeFolder() throws IOException {
    Path folder = root.resolve("native");
    if (Files.exists(folder)) {
      Files.move(folder, root.resolve("native." + UUID.randomUUID()), ATOMIC_MOVE);
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(root, "native.*")) {
      for (Path old : left) {
        HostFiles.deleteTree(old);
      }
    }
    return Files.createDirectory(folder, HostFiles.DIRECTORY);
  }

  /** Takes what a driver unpacked for itself from all but the owner. */
  public void narrowNativeFolder() throws IOException {
    try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(root.resolve("native"))) {
      for (Path file : unpacked) {
        HostFiles.narrow(file);
      }
    }
  }

  /** The port that the last host here listened on. */
  public OptionalInt lastPort() throws IOException {
    String kept = HostFiles.read(root.resolve("port")).orElse("");
    return kept.matches("[1-9][0-9]{0,4}")
        ? OptionalInt.of(Integer.parseInt(kept))
        : OptionalInt.empty();
  }

  /**
   * Keeps where this host listens and which store it has open, for the next host and for commands
   * that look for this one.
   */
  public void listensAt(int port, String url, StoreAddress store) throws IOException {
    HostFiles.write(root.resolve("port"), port + "\n");
    HostFiles.write(root.resolve(STORE), store + "\n");
    note(lock, url);
  }

  /** The store that the last host of a state directory had open; by default the one within. */
  public static StoreAddress lastStore(Path directory) throws IOException {
    return HostFiles.read(directory.resolve(STORE))
        .map(StoreAddress::parse)
        .orElseGet(() -> StoreAddress.within(directory));
  }

  /**
   * Lets it go, and removes again what was made of it since {@link #open}, itself and its parents
   * included; for a host that cannot run.
   */
  public void undo() {
    try (lock) {
      before.restore(root);
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "what was made at " + root + " could not be removed again", e);
    }
  }

  /** Lets another host have the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
