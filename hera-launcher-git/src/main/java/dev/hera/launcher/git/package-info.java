/**
 * Starts workers: one git worktree and one operating-system process for each node (H1, H2, H3), and
 * tells for Hera where a directory lies.
 */
@NullMarked
package dev.hera.launcher.git;

import org.jspecify.annotations.NullMarked;
