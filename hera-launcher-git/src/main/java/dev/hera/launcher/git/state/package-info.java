/** What is kept on disk of each launch: its worktree's record, its runs and their logs. */
@NullMarked
package dev.hera.launcher.git.state;

import org.jspecify.annotations.NullMarked;
