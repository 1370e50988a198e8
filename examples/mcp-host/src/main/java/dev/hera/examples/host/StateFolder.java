package dev.hera.examples.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a host keeps on disk beside its store: its token, its port, and a lock file, by which one
 * host at a time owns the directory, with that host's URL.
 */
final class StateFolder implements AutoCloseable {
  private static final int TOKEN_BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Path root;
  private final boolean fresh;
  private final FileChannel lock;

  private StateFolder(Path root, boolean fresh, FileChannel lock) {
    this.root = root;
    this.fresh = fresh;
    this.lock = lock;
  }

  /**
   * Makes the directory when it is missing, and takes it over.
   *
   * @throws CannotRunException when it cannot be written or another host has it
   */
  static StateFolder open(Path directory) {
    try {
      boolean fresh = Files.notExists(directory);
      Files.createDirectories(directory.toAbsolutePath(), PrivateFiles.DIRECTORY);
      Path root = directory.toRealPath();
      return new StateFolder(root, fresh, lock(root));
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE,
          "the state directory " + directory + " cannot be written; name another with --state",
          e);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    Path file = root.resolve("host.lock");
    FileChannel channel =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PrivateFiles.FILE);
    if (!isLocked(channel)) {
      channel.close();
      String url = PrivateFiles.read(file).orElse("");
      throw CannotRunException.usage(
          "another host"
              + (url.isEmpty() ? "" : " (" + url + ")")
              + " has the state directory "
              + root
              + "; stop it or name another directory with --state");
    }
    channel.truncate(0);
    return channel;
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Its real path. */
  Path root() {
    return root;
  }

  /** The operator's token: the one that is kept here, or a new one that is kept from now on. */
  String operatorToken() throws IOException {
    Path file = root.resolve("operator.token");
    String kept = PrivateFiles.read(file).orElse("");
    if (TOKEN.matcher(kept).matches()) {
      return kept;
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    PrivateFiles.write(file, token + "\n");
    return token;
  }

  /** The port that the last host here listened on. */
  OptionalInt lastPort() throws IOException {
    String kept = PrivateFiles.read(root.resolve("port")).orElse("");
    return kept.matches("[1-9][0-9]{0,4}")
        ? OptionalInt.of(Integer.parseInt(kept))
        : OptionalInt.empty();
  }

  /** Keeps where this host listens, for the next host and for whoever finds the lock held. */
  void listensAt(int port, String url) throws IOException {
    PrivateFiles.write(root.resolve("port"), port + "\n");
    lock.truncate(0);
    lock.write(ByteBuffer.wrap((url + "\n").getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** Removes the directory again if it was made by {@link #open}; for a host that cannot run. */
  void undo() {
    try {
      lock.close();
      if (fresh) {
        PrivateFiles.deleteTree(root);
      }
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "the new state directory " + root + " could not be removed again", e);
    }
  }

  /** Lets another host have the directory. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
