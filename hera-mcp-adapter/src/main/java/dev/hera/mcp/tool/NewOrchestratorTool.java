package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.result.Membership;
import java.util.List;

/** {@code hera_new_orchestrator}. */
final class NewOrchestratorTool implements ToolDefinition<NewOrchestratorTool.Opened> {
  /** The coordinator's place, and the projects that its nodes can work in. */
  record Opened(Membership place, List<String> projects) {}

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
  public Output<Opened> output() {
    return Output.<Opened>empty()
        .text("orchestrator", opened -> opened.place().orchestrator())
        .text("role_name", opened -> opened.place().roleName())
        .text("kind", opened -> opened.place().kind().wire())
        .number("binding_id", opened -> opened.place().bindingId().value())
        .number("task_id", opened -> opened.place().taskId().value())
        .flag("resumed", opened -> opened.place().resumed())
        .textsIfAny("projects", Opened::projects);
  }

  @Override
  public Opened run(ToolCall call) {
    Arguments arguments = call.arguments();
    Membership place =
        call.newcomer()
            .newOrchestrator(
                arguments.get(Parameters.NAME),
                arguments.get(ROLE_NAME),
                arguments.find(PROMPT),
                arguments.find(BASE_BRANCH))
            .membership();
    return new Opened(place, call.hera().projects());
  }

  @Override
  public String tell(Opened opened) {
    Membership membership = opened.place();
    return "You "
        + (membership.resumed() ? "took over" : "opened")
        + " orchestrator \""
        + membership.orchestrator()
        + "\" as its coordinator \""
        + membership.roleName()
        + "\"."
        + (opened.projects().isEmpty()
            ? ""
            : " Projects: " + String.join(", ", opened.projects()) + ".")
        + (membership.resumed() ? " Next: hera_join without role_name tells where it stands." : "")
        + JoinTool.elsewhere(membership);
  }
}
