package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.result.NodeCancelled;

/** {@code hera_plan_node_cancel}. */
final class PlanNodeCancelTool implements ToolDefinition<NodeCancelled> {

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_plan_node_cancel",
        "Cancel a node",
        Outline.Hints.REMOVES,
        "The node never starts and gates nobody; released: the nodes that become ready by"
            + " it. It stays visible, keeps its name and cannot come back: plan a new one. A"
            + " started worker cannot be cancelled.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, Parameters.NAME, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<NodeCancelled> output() {
    return Output.<NodeCancelled>empty()
        .text("name", NodeCancelled::name)
        .text("state", node -> "cancelled")
        .texts("released", NodeCancelled::released)
        .texts("held", NodeCancelled::held);
  }

  @Override
  public NodeCancelled run(ToolCall call) {
    return call.coordinator().cancel(call.arguments().get(Parameters.NAME));
  }

  @Override
  public String tell(NodeCancelled node) {
    return "\"" + node.name() + "\" is cancelled." + Followed.tell(node.released(), node.held());
  }
}
