package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.IntegerShape;
import dev.hera.mcp.schema.ListShape;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.message.MessageId;
import dev.hera.result.MarkedRead;
import java.util.List;

/** {@code hera_mark_read}. */
final class MarkReadTool implements ToolDefinition<MarkedRead> {
  private static final Parameter<List<Long>> IDS =
      Parameter.required("message_ids", new ListShape<>(IntegerShape.ANY, false), "");

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_mark_read",
        "Mark as read",
        Outline.Hints.SETS,
        "Mark messages to you as read; any others are skipped.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, IDS, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<MarkedRead> output() {
    return Output.<MarkedRead>empty()
        .number("marked", MarkedRead::marked)
        .number("requested", MarkedRead::requested);
  }

  @Override
  public MarkedRead run(ToolCall call) {
    List<MessageId> ids = call.arguments().get(IDS).stream().map(MessageId::new).toList();
    return call.participant().markRead(ids);
  }

  @Override
  public String tell(MarkedRead marked) {
    return "Marked " + marked.marked() + " of " + marked.requested() + " as read.";
  }
}
