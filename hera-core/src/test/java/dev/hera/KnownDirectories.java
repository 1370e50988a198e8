package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.NewTask;
import dev.hera.spi.launcher.Directories;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Directories that need not exist: each is its own real path, unless a test says otherwise. */
final class KnownDirectories implements Directories {
  private final Map<Path, Path> boundaries = new HashMap<>();
  private final Map<Path, NewTask> registrable = new HashMap<>();
  private final Map<Path, String> obstacles = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Set<Path> missing = new HashSet<>();

  void boundary(String directory, String boundary) {
    boundaries.put(Path.of(directory), Path.of(boundary));
  }

  void registers(String directory, NewTask task) {
    registrable.put(Path.of(directory), task);
  }

  void obstructs(String directory, String obstacle) {
    obstacles.put(Path.of(directory), obstacle);
  }

  void missing(String directory) {
    missing.add(Path.of(directory));
  }

  void lose(String worktree) {
    gone.add(worktree);
  }

  @Override
  public Located locate(Path cwd) {
    if (missing.contains(cwd)) {
      throw new InvalidArgumentException("cwd", "there is no such directory");
    }
    Path boundary = boundaries.getOrDefault(cwd, cwd.getRoot());
    return new Located(cwd, boundary, registrable.get(cwd), obstacles.get(cwd));
  }

  @Override
  public boolean isGone(String worktree) {
    return gone.contains(worktree);
  }
}
