package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.Membership;

/** {@code hera_new_orchestrator}. */
final class NewOrchestratorTool implements ToolDefinition<Membership> {
  private static final Parameter<String> ROLE_NAME =
      Parameter.required("coordinator_role_name", TextShape.FILLED, "");
  private static final Parameter<String> PROMPT =
      Parameter.optional("prompt", TextShape.ANY, "Your mission");
  private static final Parameter<String> BASE_BRANCH =
      Parameter.optional("base_branch", TextShape.FILLED, "Where root nodes begin");

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_new_orchestrator",
        "Open an orchestrator",
        Outline.Hints.ADDS,
        "Open an orchestrator, a team with a plan, and coordinate it. One without a live"
            + " coordinator is taken over (resumed): its role name and prompt stay. Call again to"
            + " change base_branch. cwd, in every tool: your directory. Next: hera_plan.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD, Parameters.NAME, ROLE_NAME, PROMPT, BASE_BRANCH, Parameters.KEY);
  }

  @Override
  public Output<Membership> output() {
    return Output.<Membership>empty()
        .text("orchestrator", Membership::orchestrator)
        .text("role_name", Membership::roleName)
        .text("kind", membership -> membership.kind().wire())
        .number("binding_id", membership -> membership.bindingId().value())
        .number("task_id", membership -> membership.taskId().value())
        .flag("resumed", Membership::resumed);
  }

  @Override
  public Membership run(ToolCall call) {
    Arguments arguments = call.arguments();
    return call.newcomer()
        .newOrchestrator(
            arguments.get(Parameters.NAME),
            arguments.get(ROLE_NAME),
            arguments.find(PROMPT),
            arguments.find(BASE_BRANCH))
        .membership();
  }

  @Override
  public String tell(Membership membership) {
    return "You "
        + (membership.resumed() ? "took over" : "opened")
        + " orchestrator \""
        + membership.orchestrator()
        + "\" as its coordinator \""
        + membership.roleName()
        + "\"."
        + JoinTool.elsewhere(membership);
  }
}
