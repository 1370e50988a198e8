package dev.hera.launcher.git.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The one path of a directory that has no symbolic links in it. Git names directories by it, so
 * what git says is compared with nothing else.
 */
public final class RealPath {
  private RealPath() {}

  /** The real path, also of what is missing: that of the nearest directory above, and the rest. */
  public static Path of(Path path) {
    try {
      return path.toRealPath();
    } catch (NoSuchFileException e) {
      Path parent = path.getParent();
      Path name = path.getFileName();
      return parent == null || name == null ? path : of(parent).resolve(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
