package dev.hera.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a coordinator asked for when it started a worker directly: data for the launcher (H6).
 *
 * @param baseBranch the branch to stand on, or null for the one that the plan gives (G17)
 * @param model the model that the agent should use, or null
 * @param backend the backend that the agent should use, or null
 */
public record LaunchOptions(
    @Nullable String baseBranch, @Nullable String model, @Nullable String backend) {

  /** Nothing was asked for, as for every planned node. */
  public static final LaunchOptions NONE = new LaunchOptions(null, null, null);
}
