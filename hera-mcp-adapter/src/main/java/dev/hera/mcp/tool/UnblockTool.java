package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.result.EdgeRemoved;

/** {@code hera_unblock}. */
final class UnblockTool implements ToolDefinition<EdgeRemoved> {

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_unblock",
        "Remove an edge",
        Outline.Hints.REMOVES,
        "Take an edge away; a node that then waits for nothing starts. To re-point a node,"
            + " block it by the new blocker first. A missing edge succeeds (removed false).");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD,
        Parameters.BLOCKED,
        Parameters.BLOCKER,
        Parameters.ORCHESTRATOR,
        Parameters.KEY);
  }

  @Override
  public Output<EdgeRemoved> output() {
    return Output.<EdgeRemoved>empty()
        .text("blocked", EdgeRemoved::blocked)
        .text("blocker", EdgeRemoved::blocker)
        .flag("removed", EdgeRemoved::removed)
        .textOrNull("state", EdgeRemoved::state)
        .texts("released", EdgeRemoved::released)
        .texts("held", EdgeRemoved::held);
  }

  @Override
  public EdgeRemoved run(ToolCall call) {
    return call.coordinator()
        .unblock(
            call.arguments().get(Parameters.BLOCKED), call.arguments().get(Parameters.BLOCKER));
  }

  @Override
  public String tell(EdgeRemoved edge) {
    return "\""
        + edge.blocked()
        + "\" does not wait for \""
        + edge.blocker()
        + "\""
        + (edge.removed() ? " any more." : "; there was no such edge.")
        + Followed.tell(edge.released(), edge.held());
  }
}
