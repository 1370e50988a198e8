package dev.hera.launcher.git.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a project lies.
 *
 * @param name the name by which a plan names it
 * @param directory the real path of its working tree, or of the repository itself when that is bare
 * @param commonDirectory the real path of the directory that all its worktrees have in common
 * @param within where below the top of a working tree it begins
 * @param refs the refs of its repository
 */
public record ProjectLocation(
    String name, Path directory, Path commonDirectory, Path within, RefFiles refs) {

  /** The project that begins at a directory, which git sees in this working tree. */
  public static ProjectLocation of(String name, Path start, WorkingTree tree) {
    Path top = tree.topLevel().orElse(start);
    Path common = tree.commonDirectory();
    return new ProjectLocation(name, top, common, top.relativize(start), new RefFiles(common));
  }

  /** Whether a directory of a working tree belongs to it and not to the repository beside it. */
  boolean contains(Path path, Path topLevel) {
    return path.startsWith(topLevel.resolve(within));
  }

  /** How many directories below the top it begins. */
  int depth() {
    return within.toString().isEmpty() ? 0 : within.getNameCount();
  }

  /** Where in a worktree of the repository its workers are started; made when it is missing. */
  public Path within(Path worktree) {
    Path start = worktree.resolve(within);
    try {
      Files.createDirectories(start);
      Path real = start.toRealPath();
      return real.startsWith(worktree.toRealPath()) ? real : worktree;
    } catch (IOException e) {
      return worktree;
    }
  }
}
