/** Git: its commands, its files, and what a repository and each of its worktrees say. */
@NullMarked
package dev.hera.launcher.git.repository;

import org.jspecify.annotations.NullMarked;
