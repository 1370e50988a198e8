package dev.hera.examples.host.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process that has a state directory now, as its lock file says: the host's URL in the first
 * line, the process in the second.
 *
 * @param pid 0 when the file does not say it
 * @param url where its MCP is, or null while it starts
 */
public record Owner(long pid, @Nullable String url) {
  static final String FILE = "host.lock";

  /**
   * The owner of a state directory, which may be missing. The lock alone decides; it is tried only
   * when the noted process is there, so that whoever asks never stands in a starting host's way.
   */
  public static Optional<Owner> find(Path state) throws IOException {
    Path file = state.resolve(FILE);
    Owner noted = read(file);
    boolean gone = ProcessHandle.of(noted.pid()).filter(ProcessHandle::isAlive).isEmpty();
    return gone || isFree(file) ? Optional.empty() : Optional.of(noted);
  }

  static Owner read(Path lockFile) throws IOException {
    List<String> lines = HostFiles.readWhole(lockFile).orElse("").lines().toList();
    String url = lines.isEmpty() ? "" : lines.get(0).strip();
    String pid = lines.size() < 2 ? "" : lines.get(1).strip();
    return new Owner(
        pid.matches("[1-9][0-9]{0,17}") ? Long.parseLong(pid) : 0, url.isEmpty() ? null : url);
  }

  private static boolean isFree(Path lockFile) throws IOException {
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  /** What the lock file of this owner says. */
  String text() {
    return (url == null ? "" : url) + "\n" + pid + "\n";
  }

  /** For a sentence: the URL and the process, as far as they are known. */
  @Override
  public String toString() {
    String name = url == null ? "another process" : "the host at " + url;
    return pid == 0 ? name : name + " (pid " + pid + ")";
  }
}
