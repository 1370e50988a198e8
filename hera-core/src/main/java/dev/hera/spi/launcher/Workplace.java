package dev.hera.spi.launcher;

import dev.hera.plan.LaunchKey;
import org.jspecify.annotations.Nullable;

/**
 * Where Hera noted that somebody works.
 *
 * @param project the name of the project, or null for the only one
 * @param worktree the real path of its directory, or null when it has none
 * @param branch the branch that was noted last, or null
 * @param base the branch or commit that this one was started on, or null for the project's default
 * @param key the launch whose worker works there; null for a session that the launcher did not
 *     start
 * @param finished whether others are to go on from its work; else only what is checked out there
 *     now is asked for
 */
public record Workplace(
    @Nullable String project,
    @Nullable String worktree,
    @Nullable String branch,
    @Nullable String base,
    @Nullable LaunchKey key,
    boolean finished) {}
