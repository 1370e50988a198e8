package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.Moved;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;

/** {@code hera_move}. */
final class MoveTool implements ToolDefinition<Moved> {
  private static final Parameter<String> TARGET =
      Parameter.required("orchestrator", TextShape.FILLED, "");
  private static final Parameter<RoleKind> KIND =
      Parameter.required("kind", Parameters.JOINING_KIND, "");
  private static final Parameter<String> FROM =
      Parameter.optional("from_orchestrator", TextShape.ANY, "");
  private static final Parameter<Status> STATUS =
      Parameter.optional("status", Parameters.STATUS, "");

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_move",
        "Move elsewhere",
        Outline.Hints.REMOVES,
        "Leave your role for a new one in another orchestrator. Who waits for the old one"
            + " is held unless it is done. Not for coordinators.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD, TARGET, Parameters.ROLE_NAME, KIND, FROM, STATUS, Parameters.KEY);
  }

  @Override
  public Output<Moved> output() {
    return Output.<Moved>empty()
        .text("from_orchestrator", Moved::fromOrchestrator)
        .text("from_role", Moved::fromRole)
        .text("orchestrator", Moved::orchestrator)
        .text("role_name", Moved::roleName)
        .text("kind", moved -> moved.kind().wire())
        .number("binding_id", moved -> moved.bindingId().value())
        .number("task_id", moved -> moved.taskId().value());
  }

  @Override
  public Moved run(ToolCall call) {
    Arguments arguments = call.arguments();
    return call.participantOf(FROM)
        .move(
            arguments.get(TARGET),
            arguments.get(Parameters.ROLE_NAME),
            arguments.get(KIND),
            arguments.find(STATUS));
  }

  @Override
  public String tell(Moved moved) {
    return "You left \""
        + moved.fromRole()
        + "\" in \""
        + moved.fromOrchestrator()
        + "\" and are "
        + moved.kind().wire()
        + " \""
        + moved.roleName()
        + "\" in orchestrator \""
        + moved.orchestrator()
        + "\".";
  }
}
