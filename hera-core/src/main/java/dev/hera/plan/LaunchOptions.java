package dev.hera.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a coordinator asked for beyond a worker's mission: data for the launcher (H6).
 *
 * @param baseBranch the branch to stand on, or null for the one that the plan gives (G17)
 * @param model the model that the agent should use, or null
 * @param backend the backend that the agent should use, or null
 */
public record LaunchOptions(
    @Nullable String baseBranch, @Nullable String model, @Nullable String backend) {

  /** Nothing was asked for. */
  public static final LaunchOptions NONE = new LaunchOptions(null, null, null);

  /** These options where they say something, else the {@code other} ones. */
  public LaunchOptions orElse(LaunchOptions other) {
    return new LaunchOptions(
        baseBranch == null ? other.baseBranch : baseBranch,
        model == null ? other.model : model,
        backend == null ? other.backend : backend);
  }
}
