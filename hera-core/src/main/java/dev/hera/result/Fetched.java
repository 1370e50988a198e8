package dev.hera.result;

import dev.hera.error.ErrorCode;
import dev.hera.message.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One requested message, or why it cannot be had, as {@code hera_get_messages} tells it. */
public sealed interface Fetched {

  /** The id that was asked for. */
  MessageId id();

  /** The whole message. */
  record Whole(
      MessageId id,
      String fromRole,
      String fromOrchestrator,
      String toRole,
      String toOrchestrator,
      @Nullable MessageId inReplyTo,
      Instant sentAt,
      String tldr,
      String body)
      implements Fetched {}

  /**
   * A message that the caller cannot have.
   *
   * @param error {@link ErrorCode#NOT_FOUND} or {@link ErrorCode#FORBIDDEN}
   */
  record Refused(MessageId id, ErrorCode error) implements Fetched {}
}
