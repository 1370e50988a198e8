package dev.hera.plan;

import org.jspecify.annotations.Nullable;

/**
 * A change of a node that has not started; a null leaves the field as it is.
 *
 * @param prompt the mission of a {@code worker}
 * @param project the project it works in
 * @param goal the goal of a {@code subcoord}
 * @param options what the launcher is asked for; a null in it leaves that as it is
 */
public record NodeEdit(
    @Nullable String prompt,
    @Nullable String project,
    @Nullable String goal,
    LaunchOptions options) {

  /** Whether it changes nothing. */
  public boolean isEmpty() {
    return prompt == null && project == null && goal == null && options.equals(LaunchOptions.NONE);
  }
}
