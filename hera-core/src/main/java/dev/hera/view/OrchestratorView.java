package dev.hera.view;

import java.util.List;

/**
 * An orchestrator as its operator sees it when looking at it alone.
 *
 * @param roles its active roles, coordinators first, in role-id order
 * @param attention the nodes that somebody should look at, the most urgent first; at most {@value
 *     #MOST_ATTENTION}
 */
public record OrchestratorView(
    OrchestratorSummary summary, List<RoleView> roles, List<Attention> attention) {
  /** How many nodes are explained at most. */
  public static final int MOST_ATTENTION = 50;

  public OrchestratorView {
    roles = List.copyOf(roles);
    attention = List.copyOf(attention);
  }
}
