package dev.hera.call;

import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.launcher.Directories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Directories of an app that knows nothing of them: any parent may be a task's, none registers. */
public final class PlainDirectories implements Directories {

  @Override
  public Located locate(Path cwd) {
    try {
      Path real = cwd.toRealPath();
      Path root = real.getRoot();
      return new Located(real, root == null ? real : root, null);
    } catch (IOException e) {
      throw new InvalidArgumentException("cwd", "there is no such directory; give an existing one");
    }
  }

  @Override
  public boolean isGone(String worktree) {
    return Files.notExists(Path.of(worktree));
  }
}
