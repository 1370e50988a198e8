package dev.hera.result;

import dev.hera.message.MessageId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was unread, oldest first, as {@code hera_inbox} tells it. */
public record Inbox(List<Item> messages) {

  /**
   * One message.
   *
   * @param from the sender's role name
   */
  public record Item(
      MessageId id,
      String from,
      @Nullable MessageId inReplyTo,
      Instant sentAt,
      String tldr,
      String body) {}
}
