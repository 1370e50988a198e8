package dev.hera.result;

import dev.hera.error.ErrorCode;
import dev.hera.message.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One requested message, or why it cannot be had, as {@code Participant.messages} tells it. */
public sealed interface Fetched {

  /** The id that was asked for. */
  MessageId id();

  /**
   * The whole message.
   *
   * @param byHera whether Hera wrote tldr and body, which may then name verbs (see {@link
   *     dev.hera.vocabulary.Verb}), from the node that they are about
   */
  record Whole(
      MessageId id,
      String fromRole,
      String fromOrchestrator,
      String toRole,
      String toOrchestrator,
      @Nullable MessageId inReplyTo,
      Instant sentAt,
      String tldr,
      String body,
      boolean byHera)
      implements Fetched {}

  /**
   * A message that the caller cannot have.
   *
   * @param error {@link ErrorCode#NOT_FOUND} or {@link ErrorCode#FORBIDDEN}
   */
  record Refused(MessageId id, ErrorCode error) implements Fetched {}
}
