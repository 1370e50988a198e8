package dev.hera.examples.host;

import dev.hera.examples.host.demo.Demonstration;
import java.nio.file.Path;

/** Git repositories for tests. */
public final class Repository {
  private Repository() {}

  /** A new one with a commit on {@code main}. */
  public static Path create(Path directory) throws Exception {
    Demonstration.createRepository(directory);
    return directory.toRealPath();
  }
}
