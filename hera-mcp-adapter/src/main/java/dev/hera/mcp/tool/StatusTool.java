package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.StatusReport;
import dev.hera.role.Status;

/** {@code hera_status}. */
final class StatusTool implements ToolDefinition<StatusReport> {
  private static final Parameter<Status> STATUS =
      Parameter.required("status", Parameters.STATUS, "");
  private static final Parameter<String> NOTE =
      Parameter.optional(
          "handoff_note", TextShape.ANY, "For your successor, who sees it in hera_join");

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_status",
        "Report your status",
        Outline.Hints.SETS,
        "Report your status without a message. A worker's done moves its task to review and"
            + " releases the nodes that wait for it; failed holds them until the coordinator"
            + " decides; working after either opens the task again.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, STATUS, NOTE, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<StatusReport> output() {
    return Output.<StatusReport>empty()
        .text("orchestrator", StatusReport::orchestrator)
        .text("role_name", StatusReport::roleName)
        .text("status", report -> report.status().wire())
        .text("task_status", report -> report.taskStatus().wire());
  }

  @Override
  public StatusReport run(ToolCall call) {
    return call.participant().report(call.arguments().get(STATUS), call.arguments().find(NOTE));
  }

  @Override
  public String tell(StatusReport report) {
    return "\""
        + report.roleName()
        + "\" is "
        + report.status().wire()
        + ", its task "
        + report.taskStatus().wire()
        + ".";
  }
}
