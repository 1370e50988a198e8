package dev.hera.spi.launcher;

import dev.hera.role.NewTask;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Knows the directories in which agents work (V4, H5). Called outside of transactions. */
public interface Directories {

  /**
   * Says where a directory lies.
   *
   * @throws dev.hera.error.InvalidArgumentException naming {@code cwd} when there is no such
   *     directory
   */
  Located locate(Path cwd);

  /** Whether a worktree, named by its real path, is certain to be gone. */
  boolean isGone(String worktree);

  /**
   * Where a directory lies.
   *
   * @param directory its real path
   * @param boundary the real path of the topmost directory that may be searched for its task: the
   *     top level of its git working tree, or Hera's own state directory
   * @param unregistered the task to register when {@code Newcomer.newOrchestrator} or {@code
   *     Newcomer.join} comes from there and no task is found; null when none may be registered
   * @param obstacle what is in the way of anybody's working there and what to do about it, for a
   *     caller of whom no task is found; null when nothing is known
   */
  record Located(
      Path directory, Path boundary, @Nullable NewTask unregistered, @Nullable String obstacle) {

    /** A directory with no obstacle. */
    public Located(Path directory, Path boundary, @Nullable NewTask unregistered) {
      this(directory, boundary, unregistered, null);
    }
  }
}
