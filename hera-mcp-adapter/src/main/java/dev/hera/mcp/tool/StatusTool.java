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
      Parameter.optional("handoff_note", TextShape.ANY, "For your successor");

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_status",
        "Report status",
        Outline.Hints.SETS,
        "done: your task goes to review, who waits for you starts; failed: they are held"
            + " until the coordinator decides; blocked: you need an answer; idle: you have"
            + " nothing to do; working after done or failed opens the task again.");
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
