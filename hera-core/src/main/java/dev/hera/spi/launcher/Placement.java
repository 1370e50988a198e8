package dev.hera.spi.launcher;

import org.jspecify.annotations.Nullable;

/**
 * Where a worker works.
 *
 * @param worktree the real path of its directory, or null when it has none
 * @param branch the branch that it works on, or null when it has none
 */
public record Placement(@Nullable String worktree, @Nullable String branch) {
  /** That of a worker that needs no place. */
  public static final Placement NONE = new Placement(null, null);
}
