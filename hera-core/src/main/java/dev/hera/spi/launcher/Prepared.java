package dev.hera.spi.launcher;

import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import java.util.List;

/**
 * What a launcher made ready for a worker (G18).
 *
 * @param merged the blockers' branches that it merged into the worker's branch, in that order
 * @param contained those that the base already contained; not the base itself
 * @param missing those that the worker's branch does not contain
 * @param remarks what the worker and its coordinator should know of the place, each one sentence
 */
public record Prepared(
    List<BlockerBranch> merged,
    List<BlockerBranch> contained,
    List<BlockerBranch> missing,
    List<String> remarks) {

  public Prepared {
    merged = List.copyOf(merged);
    contained = List.copyOf(contained);
    missing = List.copyOf(missing);
    remarks = List.copyOf(remarks);
  }

  /** The answer of a launcher that merges nothing: what is not the base is missing. */
  public static Prepared nothing(LaunchRequest request) {
    List<BlockerBranch> missing =
        request.blockerBranches().stream()
            .filter(blocker -> !blocker.branch().equals(request.baseBranch()))
            .toList();
    return new Prepared(List.of(), List.of(), missing, List.of());
  }
}
