package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.mcp.words.ToolWords;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeEdit;
import dev.hera.result.NodeUpdated;
import java.util.List;

/** {@code hera_plan_node_update}. */
final class PlanNodeUpdateTool implements ToolDefinition<NodeUpdated> {
  private static final Parameter<String> BASE_BRANCH =
      Parameter.optional("base_branch", TextShape.FILLED, "");

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_plan_node_update",
        "Edit a node",
        Outline.Hints.SETS,
        "Change fields of a node that has not started; what you leave out stays."
            + " base_branch, where its own branch begins, must exist. Write to a started one with"
            + " hera_send.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD,
        Parameters.NAME,
        Parameters.PROMPT,
        Parameters.PROJECT,
        Parameters.GOAL,
        Parameters.BACKEND,
        Parameters.MODEL,
        BASE_BRANCH,
        Parameters.ORCHESTRATOR,
        Parameters.KEY);
  }

  @Override
  public Output<NodeUpdated> output() {
    return Output.<NodeUpdated>empty()
        .text("name", NodeUpdated::name)
        .text("state", node -> node.state().wire())
        .texts("changed", PlanNodeUpdateTool::changed)
        .texts("released", NodeUpdated::released)
        .texts("held", NodeUpdated::held);
  }

  private static List<String> changed(NodeUpdated node) {
    return node.changed().stream().map(ToolWords::parameter).toList();
  }

  @Override
  public NodeUpdated run(ToolCall call) {
    Arguments arguments = call.arguments();
    return call.coordinator()
        .update(
            arguments.get(Parameters.NAME),
            new NodeEdit(
                arguments.find(Parameters.PROMPT),
                arguments.find(Parameters.PROJECT),
                arguments.find(Parameters.GOAL),
                options(arguments)));
  }

  private static LaunchOptions options(Arguments arguments) {
    return new LaunchOptions(
        arguments.find(BASE_BRANCH),
        arguments.find(Parameters.MODEL),
        arguments.find(Parameters.BACKEND));
  }

  @Override
  public String tell(NodeUpdated node) {
    return "Changed of \""
        + node.name()
        + "\": "
        + String.join(", ", changed(node))
        + ". It is "
        + node.state().wire()
        + "."
        + Followed.tell(node.released(), List.of());
  }
}
