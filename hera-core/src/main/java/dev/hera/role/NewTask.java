package dev.hera.role;

import org.jspecify.annotations.Nullable;

/**
 * What an embedding app tells of one of its agent sessions when it registers it as a task (M9).
 *
 * @param name a name for people, by convention the directory's
 * @param project the project it works in, or null
 * @param worktree the real path of its directory, or null for an agent without one
 * @param branch the branch it works on, or null
 */
public record NewTask(
    String name, @Nullable String project, @Nullable String worktree, @Nullable String branch) {

  public NewTask {
    Required.given("name", name);
  }

  /** A task of an agent that has no directory. */
  public static NewTask named(String name) {
    return new NewTask(name, null, null, null);
  }
}
