package dev.hera.mcp;

import dev.hera.Participant;
import dev.hera.message.Inbox;
import dev.hera.message.MessageId;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code hera_inbox}. */
final class InboxVerb implements Verb<Inbox> {
  private static final Parameter<Long> TIMEOUT =
      Parameter.optional("timeout_seconds", new Whole(1, Participant.MAX_WAIT.toSeconds()), "");
  private static final Output<Inbox.Item> ITEM =
      Output.<Inbox.Item>empty()
          .number("id", item -> item.id().value())
          .text("from", Inbox.Item::from)
          .numberOrNull("in_reply_to", item -> value(item.inReplyTo()))
          .instant("sent_at", Inbox.Item::sentAt)
          .text("tldr", Inbox.Item::tldr)
          .text("body", Inbox.Item::body);

  static @Nullable Long value(@Nullable MessageId id) {
    return id == null ? null : id.value();
  }

  @Override
  public Outline outline() {
    return Outline.forEverybody(
        "hera_inbox",
        "Read your inbox",
        Outline.Hints.ADDS,
        "All your unread messages, oldest first, then marked read. With timeout_seconds it"
            + " waits until one arrives: call again rather than poll.");
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
  public Inbox run(Call call) throws InterruptedException {
    Long seconds = call.arguments().find(TIMEOUT);
    Participant participant = call.participant();
    return seconds == null ? participant.inbox() : participant.inbox(Duration.ofSeconds(seconds));
  }

  @Override
  public String tell(Inbox inbox) {
    if (inbox.messages().isEmpty()) {
      return "No unread messages.";
    }
    return inbox.messages().stream().map(InboxVerb::tell).collect(Collectors.joining("\n\n"));
  }

  private static String tell(Inbox.Item item) {
    return "#"
        + item.id().value()
        + " from "
        + item.from()
        + ": "
        + item.tldr()
        + "\n"
        + item.body();
  }
}
