package dev.hera.launcher.git;

import dev.hera.plan.LaunchKey;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a launch left in its state directory and its project's repository, its logs aside.
 *
 * @param worktree the directory of its worktree, or null when there is none
 * @param branch its branch, or null when there is none
 * @param kept why it must stay, as the end of a sentence that begins with the launch; null when it
 *     can go
 */
public record Leftover(
    LaunchKey key, @Nullable Path worktree, @Nullable String branch, @Nullable String kept) {

  /** Whether all of it can go. */
  public boolean isRemovable() {
    return kept == null;
  }

  Leftover keptBecause(String why) {
    return new Leftover(key, worktree, branch, why);
  }
}
