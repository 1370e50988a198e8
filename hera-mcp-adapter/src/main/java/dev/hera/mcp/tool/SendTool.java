package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.IntegerShape;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.schema.TextShape;
import dev.hera.message.MessageId;
import dev.hera.message.MessageRules;
import dev.hera.message.Outgoing;
import dev.hera.result.Sent;
import dev.hera.role.Status;

/** {@code hera_send}. */
final class SendTool implements ToolDefinition<Sent> {
  private static final Parameter<String> BODY =
      Parameter.required("body", TextShape.FILLED, "At most 65536 bytes");
  private static final Parameter<String> TLDR =
      Parameter.required(
          "tldr", TextShape.filledUpTo(MessageRules.MAX_TLDR_CODE_POINTS), "Subject in one line");
  private static final Parameter<String> TO = Parameter.optional("to", TextShape.FILLED, "");
  private static final Parameter<Status> STATUS =
      Parameter.optional("status", Parameters.STATUS, "");
  private static final Parameter<Long> IN_REPLY_TO =
      Parameter.optional("in_reply_to", IntegerShape.ANY, "");

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_send",
        "Send a message",
        Outline.Hints.ADDS,
        "Write to a role, by default your coordinator. Workers and freelancers must give"
            + " status, applied as by hera_status; coordinators must give to. A refusal changes"
            + " nothing, but with inbox_full or rate_limited the status is applied."
            + " idempotency_key, in any tool: a call repeated with the same key is done once.");
  }

  @Override
  public Input input() {
    return Input.of(
        Parameters.CWD,
        BODY,
        TLDR,
        TO,
        STATUS,
        IN_REPLY_TO,
        Parameters.ORCHESTRATOR,
        Parameters.KEY);
  }

  @Override
  public Output<Sent> output() {
    return Output.<Sent>empty()
        .number("message_id", sent -> sent.messageId().value())
        .text("to", Sent::to)
        .text("delivery_mode", sent -> sent.deliveryMode().wire())
        .textOrNull(
            "status",
            sent -> {
              Status status = sent.status();
              return status == null ? null : status.wire();
            });
  }

  @Override
  public Sent run(ToolCall call) {
    Arguments arguments = call.arguments();
    Long inReplyTo = arguments.find(IN_REPLY_TO);
    return call.participant()
        .send(
            new Outgoing(
                arguments.get(BODY),
                arguments.get(TLDR),
                arguments.find(TO),
                arguments.find(STATUS),
                inReplyTo == null ? null : new MessageId(inReplyTo)));
  }

  @Override
  public String tell(Sent sent) {
    return "Message "
        + sent.messageId().value()
        + " to \""
        + sent.to()
        + "\" is "
        + sent.deliveryMode().wire()
        + ".";
  }
}
