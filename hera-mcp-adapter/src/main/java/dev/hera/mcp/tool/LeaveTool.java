package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.Left;

/** {@code hera_leave}. */
final class LeaveTool implements ToolDefinition<Left> {
  private static final Parameter<String> ORCHESTRATOR =
      Parameter.required("orchestrator", TextShape.FILLED, "");

  @Override
  public Outline outline() {
    return Outline.forJoined(
        "hera_leave",
        "Leave",
        Outline.Hints.REMOVES,
        "Give up a role that you took with hera_join. Who waits for it is held unless it is"
            + " done. A worker that Hera started reports failed instead; a coordinator uses"
            + " hera_archive.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<Left> output() {
    return Output.<Left>empty()
        .text("orchestrator", Left::orchestrator)
        .text("role_name", Left::roleName)
        .number("binding_id", left -> left.bindingId().value())
        .number("task_id", left -> left.taskId().value());
  }

  @Override
  public Left run(ToolCall call) {
    return call.participantOf(ORCHESTRATOR).leave();
  }

  @Override
  public String tell(Left left) {
    return "You are no longer \""
        + left.roleName()
        + "\" in orchestrator \""
        + left.orchestrator()
        + "\".";
  }
}
