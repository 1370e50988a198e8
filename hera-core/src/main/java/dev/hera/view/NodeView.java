package dev.hera.view;

import dev.hera.history.NamedEvent;
import dev.hera.plan.LaunchKey;
import dev.hera.result.Explanation;
import dev.hera.role.SessionState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one node can show (W8).
 *
 * @param explanation its mission, why it waits and since when
 * @param worktree the directory of its task, or null
 * @param baseBranch the branch that its work began from, or null
 * @param session what is known of its session, or null when it never had one
 * @param exitCode how that ended, or null
 * @param child the name of the active orchestrator below that it coordinates, or null
 * @param handoffNote what it left for its successors, or null
 * @param launch the key of its launch, by which its log is found, or null
 * @param messages the latest from and to it, oldest first; at most {@value #MOST}
 * @param history the latest events about it, oldest first; at most {@value #MOST}
 */
public record NodeView(
    PlanView.Node node,
    Explanation explanation,
    @Nullable String worktree,
    @Nullable String baseBranch,
    @Nullable SessionState session,
    @Nullable Integer exitCode,
    @Nullable String child,
    @Nullable String handoffNote,
    @Nullable LaunchKey launch,
    List<MessageView> messages,
    List<NamedEvent> history) {
  /** How many messages and how many events are shown. */
  public static final int MOST = 100;

  public NodeView {
    messages = List.copyOf(messages);
    history = List.copyOf(history);
  }
}
