package dev.hera.spi.launcher;

import org.jspecify.annotations.Nullable;

/**
 * Where a worker works.
 *
 * @param worktree the real path of its directory, or null when it has none
 * @param branch the branch that it works on, or null when it has none
 */
public record Placement(@Nullable String worktree, @Nullable String branch) {}
