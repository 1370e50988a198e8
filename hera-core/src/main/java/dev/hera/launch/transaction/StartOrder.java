package dev.hera.launch.transaction;

import dev.hera.plan.Launch;
import dev.hera.plan.Orientation;
import dev.hera.plan.Orientation.Standing;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Everything that the launcher is called with.
 *
 * @param request without a prompt
 * @param notes what the worker is told of the work that it stands on
 */
public record StartOrder(
    Launch launch,
    LaunchRequest request,
    Placement placement,
    String token,
    Orientation.Mission mission,
    List<Orientation.Note> notes) {

  /**
   * The request with the text for the agent, once it is known on what it stands (G18, G19).
   *
   * @param words puts what the agent calls the verbs in the place of their marks
   */
  public LaunchRequest told(Prepared prepared, UnaryOperator<String> words) {
    Orientation.Ground ground =
        new Orientation.Ground(
            placement.worktree() == null ? null : placement.branch(),
            request.blockerBranches().stream().map(one -> upstream(one, prepared)).toList(),
            notes,
            prepared.remarks());
    return request.withPrompt(Orientation.forNode(mission, ground, words));
  }

  private static Orientation.Upstream upstream(BlockerBranch branch, Prepared prepared) {
    Standing standing =
        prepared.merged().contains(branch)
            ? Standing.MERGED
            : prepared.contained().contains(branch)
                ? Standing.CONTAINED
                : prepared.missing().contains(branch) ? Standing.MISSING : Standing.BASE;
    return new Orientation.Upstream(branch.blocker(), branch.branch(), standing);
  }

  /**
   * A start whose launcher call returned.
   *
   * @param newsOfPlace what the coordinator is told of the worker's place
   */
  public record Returned(StartOrder order, Prepared prepared, List<String> newsOfPlace) {

    /** Whether the coordinator is to be told of something. */
    public boolean isTold() {
      return !(prepared.merged().isEmpty()
          && prepared.missing().isEmpty()
          && newsOfPlace.isEmpty());
    }
  }
}
