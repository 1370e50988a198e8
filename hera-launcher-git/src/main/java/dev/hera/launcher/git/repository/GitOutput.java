package dev.hera.launcher.git.repository;

import dev.hera.launcher.git.system.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The temporary files that git writes its output to: a pipe would end git in the midst of its work
 * when the host is killed. Their names say whose they are, so that a later process removes what a
 * killed one left.
 */
public final class GitOutput {
  private static final Logger LOG = LoggerFactory.getLogger(GitOutput.class);
  private static final Path DIRECTORY = Path.of(System.getProperty("java.io.tmpdir"));

  /** A pid says nothing about processes of another container that shares the directory. */
  private static final String PREFIX = "hera-git-" + namespace() + "-";

  private static final Pattern OWNER = Pattern.compile(Pattern.quote(PREFIX) + "(\\d+)-(\\d+)-.*");

  /** Start instants are computed from the machine's clock, which may be set meanwhile. */
  private static final Duration SAME = Duration.ofMinutes(1);

  private GitOutput() {}

  public static Path create(String suffix) throws IOException {
    ProcessHandle self = ProcessHandle.current();
    return Files.createTempFile(
        DIRECTORY, PREFIX + self.pid() + "-" + started(self).toEpochMilli() + "-", suffix);
  }

  /** Removes the files whose processes have ended. */
  public static void removeThatOfTheGone() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(DIRECTORY, PREFIX + "*")) {
      for (Path file : files) {
        Matcher owner = OWNER.matcher(file.getFileName().toString());
        if (owner.matches() && isGone(Long.parseLong(owner.group(1)), owner.group(2))) {
          PrivateFiles.delete(file);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("temporary files that an earlier process left could not be removed", e);
    }
  }

  private static boolean isGone(long pid, String started) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty()) {
      return true;
    }
    Instant then = Instant.ofEpochMilli(Long.parseLong(started));
    return Duration.between(then, started(process.get())).abs().compareTo(SAME) > 0;
  }

  private static Instant started(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid"))
          .toString()
          .replaceAll("[^0-9]", "");
    } catch (IOException | RuntimeException e) {
      return "0";
    }
  }
}
