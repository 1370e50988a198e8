package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.result.NodePlanned;
import dev.hera.role.NodeKind;
import java.util.List;

/** {@code hera_plan_node}. */
final class PlanNodeTool implements ToolDefinition<NodePlanned> {

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_plan_node",
        "Add a node",
        Outline.Hints.ADDS,
        "Add one node, as hera_plan does. Without blockers it starts at once, so add one"
            + " that waits by hera_plan with its edges.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD,
        Parameters.NAME,
        Parameters.PROMPT,
        Parameters.GOAL,
        Parameters.PROJECT,
        Parameters.NODE_KIND,
        Parameters.BACKEND,
        Parameters.MODEL,
        Parameters.ORCHESTRATOR,
        Parameters.KEY);
  }

  @Override
  public Output<NodePlanned> output() {
    return Output.<NodePlanned>empty()
        .text("orchestrator", NodePlanned::orchestrator)
        .text("name", NodePlanned::name)
        .number("role_id", node -> node.roleId().value())
        .textOrNull("project", NodePlanned::project)
        .text("kind", node -> node.kind().wire())
        .text("state", node -> node.state().wire())
        .texts("released", NodePlanned::released)
        .texts("held", NodePlanned::held);
  }

  @Override
  public NodePlanned run(ToolCall call) {
    return call.coordinator().plan(node(call.arguments()));
  }

  /** The node that these properties describe, as far as they do. */
  static Plan.Node node(Arguments arguments) {
    return new Plan.Node(
        arguments.get(Parameters.NAME),
        arguments.find(Parameters.NODE_KIND, NodeKind.WORKER),
        arguments.find(Parameters.PROMPT),
        arguments.find(Parameters.GOAL),
        arguments.find(Parameters.PROJECT),
        options(arguments));
  }

  /** What these properties ask of the launcher. */
  static LaunchOptions options(Arguments arguments) {
    return new LaunchOptions(
        null, arguments.find(Parameters.MODEL), arguments.find(Parameters.BACKEND));
  }

  @Override
  public String tell(NodePlanned node) {
    return "Node \""
        + node.name()
        + "\" is "
        + node.state().wire()
        + "."
        + Followed.tell(List.of(), node.held());
  }
}
