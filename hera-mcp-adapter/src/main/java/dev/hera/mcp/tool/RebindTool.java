package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.Rebound;

/** {@code hera_rebind}. */
final class RebindTool implements ToolDefinition<Rebound> {
  private static final Parameter<String> ORCHESTRATOR =
      Parameter.required("orchestrator", TextShape.FILLED, "");
  private static final Parameter<String> ROLE_NAME =
      Parameter.optional("role_name", TextShape.FILLED, "If several fit");

  @Override
  public Outline outline() {
    return Outline.forJoined(
        "hera_rebind",
        "Repair a binding",
        Outline.Hints.SETS,
        "Take your role back when Hera no longer knows you after your worktree was used"
            + " again: role, status and messages stay. Refuses rather than guess; reconciled"
            + " false: nothing was wrong.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, ORCHESTRATOR, ROLE_NAME, Parameters.KEY);
  }

  @Override
  public Output<Rebound> output() {
    return Output.<Rebound>empty()
        .text("role_name", Rebound::roleName)
        .number("binding_id", rebound -> rebound.bindingId().value())
        .flag("reconciled", Rebound::reconciled);
  }

  @Override
  public Rebound run(ToolCall call) {
    return call.newcomer()
        .rebind(call.arguments().get(ORCHESTRATOR), call.arguments().find(ROLE_NAME));
  }

  @Override
  public String tell(Rebound rebound) {
    return "You are \""
        + rebound.roleName()
        + "\""
        + (rebound.reconciled() ? " again." : "; nothing had to be repaired.");
  }
}
