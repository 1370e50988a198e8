package dev.hera.examples.host.api;

import dev.hera.mcp.words.ToolWords;
import dev.hera.result.Explanation;
import dev.hera.view.MessageView;
import dev.hera.view.NodeView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that one node shows (W8).
 *
 * @param since since when it is in its state, or null when nothing tells
 * @param mission its prompt, or its goal when it is a sub-coordinator
 * @param child the active orchestrator below that it coordinates, or null
 * @param reason why it failed or what its worker is waited for, or null
 * @param wouldRelease what would let it start; empty when nothing is to be done
 * @param log whether its worker has a log
 */
record NodeDocument(
    PlanDocument.Node node,
    @Nullable Instant since,
    String mission,
    @Nullable String project,
    @Nullable String worktree,
    @Nullable String branch,
    @Nullable String baseBranch,
    @Nullable String session,
    @Nullable Integer exitCode,
    @Nullable String child,
    @Nullable String handoffNote,
    @Nullable String reason,
    @Nullable String heldDetails,
    List<String> wouldRelease,
    List<Blocker> blockers,
    List<MessageDocument> messages,
    List<EventDocument> history,
    boolean log) {

  /** A blocker, how it bears on the node, and why. */
  record Blocker(String name, String outcome, String because, @Nullable Instant since) {}

  /**
   * A message.
   *
   * @param notice whether Hera wrote it
   */
  record MessageDocument(
      long id,
      String from,
      String to,
      String tldr,
      String body,
      Instant sent,
      @Nullable Instant read,
      boolean notice) {
    static MessageDocument of(MessageView message) {
      boolean byHera = message.byHera();
      return new MessageDocument(
          message.id().value(),
          message.from(),
          message.to(),
          byHera ? ToolWords.of(message.tldr()) : message.tldr(),
          byHera ? ToolWords.of(message.body()) : message.body(),
          message.sent(),
          message.read(),
          byHera);
    }
  }

  static NodeDocument of(NodeView view, boolean log) {
    Explanation explanation = view.explanation();
    return new NodeDocument(
        PlanDocument.Node.of(view.node()),
        explanation.since(),
        explanation.mission(),
        explanation.project(),
        view.worktree(),
        explanation.branch(),
        view.baseBranch(),
        view.session() == null ? null : view.session().wire(),
        view.exitCode(),
        view.child(),
        view.handoffNote(),
        words(explanation.reason()),
        words(explanation.heldDetails()),
        explanation.wouldRelease().stream().map(ToolWords::of).toList(),
        explanation.blockers().stream().map(NodeDocument::blocker).toList(),
        view.messages().stream().map(MessageDocument::of).toList(),
        view.history().stream().map(EventDocument::of).toList(),
        log);
  }

  private static Blocker blocker(Explanation.Blocker blocker) {
    return new Blocker(
        blocker.name(),
        blocker.rule().outcome().name().toLowerCase(Locale.ROOT),
        ToolWords.of(blocker.because()),
        blocker.since());
  }

  private static @Nullable String words(@Nullable String text) {
    return text == null ? null : ToolWords.of(text);
  }
}
