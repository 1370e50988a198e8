package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.words.ToolWords;
import dev.hera.plan.HoldReason;
import dev.hera.result.Explanation;
import dev.hera.role.NodeKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code hera_explain}. */
final class ExplainTool implements ToolDefinition<Explanation> {
  private static final Output<Explanation.Blocker> BLOCKER =
      Output.<Explanation.Blocker>empty()
          .text("name", Explanation.Blocker::name)
          .text("outcome", blocker -> blocker.rule().outcome().wire())
          .number("rule", blocker -> blocker.rule().number())
          .instantOrNull("since", Explanation.Blocker::since);
  private static final Output<Explanation.Queue> QUEUE =
      Output.<Explanation.Queue>empty()
          .number("limit", Explanation.Queue::limit)
          .textOrNull("orchestrator", Explanation.Queue::orchestrator)
          .texts("holders", Explanation.Queue::holders)
          .number("position", Explanation.Queue::position);
  private static final Output<Explanation.Former> FORMER =
      Output.<Explanation.Former>empty()
          .text("name", Explanation.Former::name)
          .instant("until", Explanation.Former::until);
  private static final Output<Explanation.LateResult> LATE =
      Output.<Explanation.LateResult>empty()
          .instant("at", Explanation.LateResult::at)
          .number("epoch", Explanation.LateResult::epoch)
          .textOrNull("status", Explanation.LateResult::status)
          .textOrNull("tldr", Explanation.LateResult::tldr)
          .textOrNull("body", Explanation.LateResult::body)
          .textOrNull("handoff_note", Explanation.LateResult::handoffNote);

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_explain",
        "Explain a node",
        Outline.Hints.READS,
        "Why a node has not started, failed or waits, and its prompt, branch, last_error."
            + " would_release: what lets it start. queue: limit, holders of the places, position."
            + " late_results: what a replaced worker reported, without effect.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, Parameters.NAME, Parameters.ORCHESTRATOR);
  }

  @Override
  public Output<Explanation> output() {
    return Output.<Explanation>empty()
        .text("name", Explanation::name)
        .text("state", Explanation::state)
        .instantOrNull("since", Explanation::since)
        .textOrNull("prompt", explanation -> mission(explanation, NodeKind.WORKER))
        .textOrNull("goal", explanation -> mission(explanation, NodeKind.SUBCOORD))
        .textOrNull("project", Explanation::project)
        .textOrNull("branch", Explanation::branch)
        .textIfAny("host", Explanation::host)
        .number("attempts", Explanation::attempts)
        .textOrNull("last_error", Explanation::lastError)
        .objectOrNull("queue", QUEUE, Explanation::queue)
        .list("blockers", BLOCKER, Explanation::blockers)
        .texts("would_release", ExplainTool::wouldRelease)
        .list("waited_before", FORMER, Explanation::waitedBefore)
        .list("late_results", LATE, Explanation::lateResults)
        .textOrNull("held_reason", explanation -> wire(explanation.heldReason()))
        .textOrNull("held_details", Explanation::heldDetails)
        .textOrNull("reason", ExplainTool::reason);
  }

  private static @Nullable String mission(Explanation explanation, NodeKind kind) {
    return explanation.kind() == kind ? explanation.mission() : null;
  }

  private static List<String> wouldRelease(Explanation explanation) {
    return explanation.wouldRelease().stream().map(ToolWords::of).toList();
  }

  private static @Nullable String reason(Explanation explanation) {
    return explanation.reason() == null ? null : ToolWords.of(explanation.reason());
  }

  private static @Nullable String wire(@Nullable HoldReason reason) {
    return reason == null ? null : reason.wire();
  }

  @Override
  public Explanation run(ToolCall call) {
    return call.participant().explain(call.arguments().get(Parameters.NAME));
  }

  @Override
  public String tell(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "\""
            + explanation.name()
            + "\" is "
            + explanation.state().replace('_', ' ')
            + since(explanation.since())
            + ".");
    String why = reason(explanation);
    if (why != null) {
      lines.add(why);
    }
    explanation.blockers().forEach(blocker -> lines.add(tell(blocker)));
    HoldReason reason = explanation.heldReason();
    if (reason != null) {
      String details = explanation.heldDetails();
      lines.add("- " + reason.wire() + (details == null ? "" : ": " + details));
    }
    lines.addAll(wouldRelease(explanation));
    explanation.lateResults().forEach(late -> lines.add(tell(late)));
    lines.add(work(explanation));
    return String.join("\n", lines);
  }

  private static String work(Explanation explanation) {
    return named("Project: ", explanation.project())
        + named("Branch: ", explanation.branch())
        + named("Host: ", explanation.host())
        + (explanation.attempts() == 0
            ? ""
            : named("Failed starts: ", explanation.attempts() + ", " + explanation.lastError()))
        + (explanation.kind() == NodeKind.WORKER ? "Prompt:\n" : "Goal:\n")
        + explanation.mission();
  }

  private static String named(String what, @Nullable String value) {
    return value == null ? "" : what + value + "\n";
  }

  private static String tell(Explanation.Blocker blocker) {
    return "- \""
        + blocker.name()
        + "\" is "
        + blocker.rule().outcome().wire()
        + since(blocker.since())
        + ": "
        + ToolWords.of(blocker.because())
        + ".";
  }

  private static String tell(Explanation.LateResult late) {
    return "- a replaced worker (epoch "
        + late.epoch()
        + ") still reported "
        + (late.status() == null ? "without a status" : late.status())
        + " at "
        + late.at()
        + (late.tldr() == null ? "." : ": " + late.tldr());
  }

  private static String since(@Nullable Instant since) {
    return since == null ? "" : " since " + since;
  }
}
