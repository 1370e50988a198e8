package dev.hera.result;

import dev.hera.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was unread, oldest first, as {@code Participant.inbox} tells it. */
public record Inbox(List<Item> messages) {

  /**
   * One message.
   *
   * @param from the sender's role name
   * @param byHera whether Hera wrote tldr and body, which may then name verbs (see {@link
   *     dev.hera.vocabulary.Verb}), from the node that they are about
   */
  public record Item(
      MessageId id,
      String from,
      @Nullable MessageId inReplyTo,
      Instant sentAt,
      String tldr,
      String body,
      boolean byHera) {}
}
