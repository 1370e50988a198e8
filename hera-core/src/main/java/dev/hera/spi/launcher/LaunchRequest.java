package dev.hera.spi.launcher;

import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.role.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher needs to know of the worker that it is to start.
 *
 * @param task the worker's task; null when only asked to {@link WorkerLauncher#place}
 * @param project the name of the project, one of {@link WorkerLauncher#projects}, or null
 * @param baseBranch the branch to stand on, or the full id of a commit; null for the project's
 *     default
 * @param blockerBranches the branches of those blockers of the same project that ever ran, most
 *     recently bound first; the first is {@code baseBranch} when that comes from a blocker (G17,
 *     G18)
 * @param prompt the whole text for the agent, orientation included; empty but for {@link
 *     WorkerLauncher#start}
 * @param options what the coordinator asked for; its base branch, if any, is {@code baseBranch}
 */
public record LaunchRequest(
    LaunchId id,
    LaunchKey key,
    int epoch,
    String orchestrator,
    String role,
    @Nullable TaskId task,
    @Nullable String project,
    @Nullable String baseBranch,
    List<BlockerBranch> blockerBranches,
    String prompt,
    LaunchOptions options) {

  public LaunchRequest {
    blockerBranches = List.copyOf(blockerBranches);
  }

  /** The same with the text for the agent. */
  public LaunchRequest withPrompt(String text) {
    return with(task, text);
  }

  /** The same for a worker with this task. */
  public LaunchRequest withTask(TaskId newTask) {
    return with(newTask, prompt);
  }

  private LaunchRequest with(@Nullable TaskId newTask, String text) {
    return new LaunchRequest(
        id,
        key,
        epoch,
        orchestrator,
        role,
        newTask,
        project,
        baseBranch,
        blockerBranches,
        text,
        options);
  }

  /** A branch that a blocker worked on, and the blocker's name. */
  public record BlockerBranch(String blocker, String branch) {}
}
