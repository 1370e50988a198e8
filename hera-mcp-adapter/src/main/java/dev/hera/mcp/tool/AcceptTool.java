package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.Accepted;

/** {@code hera_accept}. */
final class AcceptTool implements ToolDefinition<Accepted> {
  private static final Parameter<String> MESSAGE =
      Parameter.optional("message", TextShape.FILLED, "What the role is told");

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_accept",
        "Accept work",
        Outline.Hints.SETS,
        "Mark a role's task complete and tell the role once; already complete: nothing"
            + " changes. The gate goes on reading the status: without a done of the role its"
            + " dependents stay held until hera_unblock.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD, Parameters.ROLE_NAME, MESSAGE, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<Accepted> output() {
    return Output.<Accepted>empty()
        .text("orchestrator", Accepted::orchestrator)
        .text("role_name", Accepted::roleName)
        .text("task_status", accepted -> accepted.taskStatus().wire())
        .flag("changed", Accepted::changed)
        .numberOrNull("message_id", Accepted::messageId)
        .textOrNull("state", Accepted::state)
        .texts("released", Accepted::released)
        .texts("held", Accepted::held);
  }

  @Override
  public Accepted run(ToolCall call) {
    return call.coordinator()
        .accept(call.arguments().get(Parameters.ROLE_NAME), call.arguments().find(MESSAGE));
  }

  @Override
  public String tell(Accepted accepted) {
    return "The task of \""
        + accepted.roleName()
        + "\" is "
        + accepted.taskStatus().wire()
        + (accepted.changed() ? "." : ", as before.")
        + held(accepted);
  }

  private static String held(Accepted accepted) {
    return accepted.held().isEmpty()
        ? ""
        : " It has not reported done, so still held: "
            + String.join(", ", accepted.held())
            + ". hera_unblock (blocker "
            + accepted.roleName()
            + ") releases them.";
  }
}
