package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameters;
import dev.hera.result.EdgeAdded;

/** {@code hera_block}. */
final class BlockTool implements ToolDefinition<EdgeAdded> {

  @Override
  public Outline outline() {
    return Outline.forCoordinators(
        "hera_block",
        "Add an edge",
        Outline.Hints.SETS,
        "Make blocked wait for blocker. A node starts when all its blockers report done; a"
            + " cancelled one gates nobody, one that failed or ended without done holds it. A"
            + " started node is not stopped. A cycle is refused with its path; an edge that"
            + " exists stays (added false).");
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
  public Output<EdgeAdded> output() {
    return Output.<EdgeAdded>empty()
        .text("blocked", EdgeAdded::blocked)
        .text("blocker", EdgeAdded::blocker)
        .flag("added", EdgeAdded::added)
        .textOrNull("state", EdgeAdded::state)
        .texts("released", EdgeAdded::released)
        .texts("held", EdgeAdded::held);
  }

  @Override
  public EdgeAdded run(ToolCall call) {
    return call.coordinator()
        .block(call.arguments().get(Parameters.BLOCKED), call.arguments().get(Parameters.BLOCKER));
  }

  @Override
  public String tell(EdgeAdded edge) {
    return "\""
        + edge.blocked()
        + "\" waits for \""
        + edge.blocker()
        + "\""
        + (edge.added() ? "." : ", as before.")
        + Followed.tell(edge.released(), edge.held());
  }
}
