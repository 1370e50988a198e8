/** The worktree of a launch: where it goes, how it is made, what was done in it, when it can go. */
@NullMarked
package dev.hera.launcher.git.worktree;

import org.jspecify.annotations.NullMarked;
