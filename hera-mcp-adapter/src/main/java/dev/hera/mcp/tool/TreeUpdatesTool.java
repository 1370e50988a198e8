package dev.hera.mcp.tool;

import dev.hera.Participant;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.IntegerShape;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.message.MessageId;
import dev.hera.result.TreeUpdates;
import java.util.stream.Collectors;

/** {@code hera_tree_updates}. */
final class TreeUpdatesTool implements ToolDefinition<TreeUpdates> {
  private static final Parameter<Long> SINCE =
      Parameter.optional("since", new IntegerShape(0, Long.MAX_VALUE), "");
  private static final Output<TreeUpdates.Item> ITEM =
      Output.<TreeUpdates.Item>empty()
          .number("id", item -> item.id().value())
          .text("from_role", TreeUpdates.Item::fromRole)
          .text("from_orchestrator", TreeUpdates.Item::fromOrchestrator)
          .text("to_role", TreeUpdates.Item::toRole)
          .text("to_orchestrator", TreeUpdates.Item::toOrchestrator)
          .text("tldr", TreeUpdates.Item::tldr)
          .instant("sent_at", TreeUpdates.Item::sentAt);

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_tree_updates",
        "Skim the tree",
        Outline.Hints.ADDS,
        "Subjects of messages in your orchestrator and all below it, oldest first, at most"
            + " 200. Without since, a message id: from where you stopped. Bodies:"
            + " hera_get_messages.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, Parameters.ORCHESTRATOR, SINCE, Parameters.KEY);
  }

  @Override
  public Output<TreeUpdates> output() {
    return Output.<TreeUpdates>empty()
        .list("updates", ITEM, TreeUpdates::updates)
        .number("count", updates -> updates.updates().size())
        .number("next_cursor", updates -> updates.nextCursor().value());
  }

  @Override
  public TreeUpdates run(ToolCall call) {
    Long since = call.arguments().find(SINCE);
    Participant participant = call.participant();
    return since == null
        ? participant.treeUpdates()
        : participant.treeUpdates(new MessageId(since));
  }

  @Override
  public String tell(TreeUpdates updates) {
    if (updates.updates().isEmpty()) {
      return "No updates.";
    }
    return updates.updates().stream().map(TreeUpdatesTool::tell).collect(Collectors.joining("\n"));
  }

  private static String tell(TreeUpdates.Item item) {
    return "#"
        + item.id().value()
        + " "
        + item.fromOrchestrator()
        + "/"
        + item.fromRole()
        + " to "
        + item.toRole()
        + ": "
        + item.tldr();
  }
}
