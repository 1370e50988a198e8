package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.IntegerShape;
import dev.hera.mcp.schema.ListShape;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.message.MessageId;
import dev.hera.result.Fetched;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hera_get_messages}. */
final class GetMessagesTool implements ToolDefinition<List<Fetched>> {
  private static final Parameter<List<Long>> IDS =
      Parameter.required("ids", new ListShape<>(IntegerShape.ANY, false), "");
  private static final Output<Fetched.Whole> WHOLE =
      Output.<Fetched.Whole>empty()
          .number("id", message -> message.id().value())
          .text("from_role", Fetched.Whole::fromRole)
          .text("from_orchestrator", Fetched.Whole::fromOrchestrator)
          .text("to_role", Fetched.Whole::toRole)
          .text("to_orchestrator", Fetched.Whole::toOrchestrator)
          .numberOrNull("in_reply_to", message -> InboxTool.value(message.inReplyTo()))
          .instant("sent_at", Fetched.Whole::sentAt)
          .text("tldr", message -> InboxTool.said(message.byHera(), message.tldr()))
          .text("body", message -> InboxTool.said(message.byHera(), message.body()));
  private static final Output<Fetched.Refused> REFUSED =
      Output.<Fetched.Refused>empty()
          .number("id", message -> message.id().value())
          .text("error", message -> message.error().wire());

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_get_messages",
        "Read the tree",
        Outline.Hints.READS,
        "Whole messages of that tree; one you cannot have gives id and error. Marks nothing"
            + " read.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, IDS, Parameters.ORCHESTRATOR);
  }

  @Override
  public Output<List<Fetched>> output() {
    return Output.<List<Fetched>>empty()
        .rows("messages", messages -> messages.stream().map(GetMessagesTool::row).toList());
  }

  private static Map<String, @Nullable Object> row(Fetched message) {
    return message instanceof Fetched.Whole whole
        ? WHOLE.row(whole)
        : REFUSED.row((Fetched.Refused) message);
  }

  @Override
  public List<Fetched> run(ToolCall call) {
    List<MessageId> ids = call.arguments().get(IDS).stream().map(MessageId::new).toList();
    return call.participant().messages(ids);
  }

  @Override
  public String tell(List<Fetched> messages) {
    return messages.stream().map(GetMessagesTool::tell).collect(Collectors.joining("\n\n"));
  }

  private static String tell(Fetched message) {
    String id = "#" + message.id().value();
    if (message instanceof Fetched.Whole whole) {
      return id
          + " from "
          + whole.fromRole()
          + " to "
          + whole.toRole()
          + ": "
          + InboxTool.said(whole.byHera(), whole.tldr())
          + "\n"
          + InboxTool.said(whole.byHera(), whole.body());
    }
    return id + ": cannot be had";
  }
}
