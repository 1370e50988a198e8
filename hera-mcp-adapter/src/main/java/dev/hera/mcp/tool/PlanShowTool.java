package dev.hera.mcp.tool;

import dev.hera.mcp.schema.ChoiceShape;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.view.PlanFormat;
import dev.hera.view.PlanView;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code hera_plan_show}. */
final class PlanShowTool implements ToolDefinition<PlanShowTool.Shown> {
  /** A plan, and how its text is written. */
  record Shown(PlanView plan, PlanFormat format) {}

  private static final Parameter<PlanFormat> FORMAT =
      Parameter.optional("format", new ChoiceShape<>(formats(), ""), "");
  private static final Output<PlanView.Node> NODE =
      Output.<PlanView.Node>empty()
          .text("name", PlanView.Node::name)
          .number("role_id", node -> node.roleId().value())
          .text("kind", node -> node.kind().wire())
          .text("state", node -> node.state().wire())
          .textOrNull("status", node -> wire(node.status()))
          .textOrNull("task_status", node -> wire(node.taskStatus()))
          .textOrNull("branch", PlanView.Node::branch)
          .texts("blockers", PlanView.Node::blockers)
          .texts("dependents", PlanView.Node::dependents)
          .number("attempts", PlanView.Node::attempts)
          .textOrNull("last_error", PlanView.Node::lastError);

  private static Map<String, PlanFormat> formats() {
    Map<String, PlanFormat> formats = new LinkedHashMap<>();
    for (PlanFormat format : PlanFormat.values()) {
      formats.put(format.wire(), format);
    }
    return formats;
  }

  private static @Nullable String wire(@Nullable Status status) {
    return status == null ? null : status.wire();
  }

  private static @Nullable String wire(@Nullable TaskStatus status) {
    return status == null ? null : status.wire();
  }

  /** The plan as the structured content of an answer. */
  static Map<String, @Nullable Object> json(PlanView plan) {
    return new PlanShowTool().output().write(new Shown(plan, PlanFormat.TEXT));
  }

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_plan_show",
        "Show the plan",
        Outline.Hints.READS,
        "The plan, a coordinator's also of any nested below: state, status, branch,"
            + " blockers and dependents of each node. complete: all but the cancelled reported"
            + " done. in_review: done, not yet accepted.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, FORMAT, Parameters.ORCHESTRATOR);
  }

  @Override
  public Output<Shown> output() {
    return Output.<Shown>empty()
        .text("orchestrator", shown -> shown.plan().orchestrator())
        .list("nodes", NODE, shown -> shown.plan().nodes())
        .numbers("counts", shown -> counts(shown.plan()))
        .flag("complete", shown -> shown.plan().isComplete());
  }

  private static Map<String, Integer> counts(PlanView plan) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    plan.counts().forEach((state, count) -> counts.put(state.wire(), count));
    return counts;
  }

  @Override
  public Shown run(ToolCall call) {
    return new Shown(call.participant().plan(), call.arguments().find(FORMAT, PlanFormat.TEXT));
  }

  @Override
  public String tell(Shown shown) {
    String text = shown.format().render(shown.plan());
    return shown.format() == PlanFormat.TEXT && shown.plan().isComplete()
        ? text + "The plan is complete.\n"
        : text;
  }
}
