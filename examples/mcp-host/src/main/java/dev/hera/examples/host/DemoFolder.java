package dev.hera.examples.host;

import dev.hera.examples.host.demo.Demonstration;
import dev.hera.examples.host.state.HostFiles;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import dev.hera.launcher.git.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where the demonstration happens: a repository and a state directory, removed when it is over. */
record DemoFolder(Path root, boolean kept) implements AutoCloseable {

  /**
   * @param keep where to, or null for a temporary directory
   */
  static DemoFolder open(@Nullable Path keep) throws IOException {
    if (keep == null) {
      return new DemoFolder(Files.createTempDirectory("hera-demo-").toRealPath(), false);
    }
    try {
      Files.createDirectories(keep);
      Path root = keep.toRealPath();
      if (isEmpty(root)) {
        return new DemoFolder(root, true);
      }
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "--keep " + keep + " cannot be made; name another directory", e);
    }
    throw CannotRunException.usage("--keep " + keep + " is not empty; name a new directory");
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  Path state() {
    return root.resolve("state");
  }

  Path repository() {
    return root.resolve("shop");
  }

  /**
   * Makes the repository.
   *
   * @throws CannotRunException when there is no git to do it
   */
  Project project() throws InterruptedException {
    try {
      Demonstration.createRepository(repository());
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "git could not make a repository; install git 2.28 or newer", e);
    }
    return Project.of("shop", repository());
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    try {
      HostFiles.deleteTree(root);
    } catch (NoSuchFileException e) {
      // Somebody else removes it too, which is as good.
    }
  }
}
