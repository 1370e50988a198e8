package dev.hera.mcp.tool;

import dev.hera.Delivery;
import dev.hera.Participant;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.IntegerShape;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.mcp.words.ToolWords;
import dev.hera.message.MessageId;
import dev.hera.result.Inbox;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** {@code hera_inbox}. */
public final class InboxTool implements ToolDefinition<Inbox> {
  private static final Parameter<Long> TIMEOUT =
      Parameter.optional(
          "timeout_seconds", new IntegerShape(1, Participant.MAX_WAIT.toSeconds()), "");

  /** How much later than a client's next call the news may come that it gave up the one before. */
  private static final Duration CROSSING = Duration.ofMillis(200);

  private static final Output<Inbox.Item> ITEM =
      Output.<Inbox.Item>empty()
          .number("id", item -> item.id().value())
          .text("from", Inbox.Item::from)
          .numberOrNull("in_reply_to", item -> value(item.inReplyTo()))
          .instant("sent_at", Inbox.Item::sentAt)
          .text("tldr", item -> said(item.byHera(), item.tldr()))
          .text("body", item -> said(item.byHera(), item.body()));

  static @Nullable Long value(@Nullable MessageId id) {
    return id == null ? null : id.value();
  }

  /** What a message says; only what Hera wrote is put into the words of the tools. */
  static String said(boolean byHera, String text) {
    return byHera ? ToolWords.of(text) : text;
  }

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_inbox",
        "Read the inbox",
        Outline.Hints.ADDS,
        "All your unread messages, oldest first, then marked read. Rather than poll, let"
            + " timeout_seconds wait for one: wait 50 s at most, as clients give up at 60 s.");
  }

  @Override
  public Input input() {
    return Input.of(Parameters.CWD, TIMEOUT, Parameters.ORCHESTRATOR, Parameters.KEY);
  }

  @Override
  public Output<Inbox> output() {
    return Output.<Inbox>empty()
        .list("messages", ITEM, Inbox::messages)
        .number("count", inbox -> inbox.messages().size());
  }

  @Override
  public Inbox run(ToolCall call) throws InterruptedException {
    Long seconds = call.arguments().find(TIMEOUT);
    Participant participant = call.participant();
    return seconds == null ? participant.inbox() : participant.inbox(Duration.ofSeconds(seconds));
  }

  @Override
  public Mono<Inbox> ask(ToolCall call) {
    Long seconds = call.arguments().find(TIMEOUT);
    Participant participant = call.participant();
    return seconds == null
        ? now(call, participant)
        : InboxWait.on(participant, Duration.ofSeconds(seconds), call::carried);
  }

  @Override
  public Optional<Mono<Function<ToolCall, Mono<Inbox>>>> askLater(ToolCall call) {
    Participant participant = call.participant();
    return Optional.ofNullable(call.arguments().find(TIMEOUT))
        .map(seconds -> InboxWait.until(participant, Duration.ofSeconds(seconds)))
        .map(wait -> wait.thenReturn(asking -> now(asking, participant)));
  }

  private static Mono<Inbox> now(ToolCall call, Participant participant) {
    Delivery delivery = participant.reading().deliver();
    return delivery.inbox().messages().isEmpty() && delivery.isBesideAnother()
        ? InboxWait.on(participant, CROSSING, call::carried)
        : Mono.just(call.carried(delivery));
  }

  @Override
  public String tell(Inbox inbox) {
    if (inbox.messages().isEmpty()) {
      return "No unread messages. Rather than poll, wait for one: timeout_seconds=50.";
    }
    return inbox.messages().stream().map(InboxTool::tell).collect(Collectors.joining("\n\n"));
  }

  private static String tell(Inbox.Item item) {
    return "#"
        + item.id().value()
        + " from "
        + item.from()
        + ": "
        + said(item.byHera(), item.tldr())
        + "\n"
        + said(item.byHera(), item.body());
  }
}
