package dev.hera.result;

import dev.hera.message.MessageId;
import java.time.Instant;
import java.util.List;

/**
 * Subjects of messages in an orchestrator and all nested below it, as {@code
 * Participant.treeUpdates} tells it.
 *
 * @param updates in id order
 * @param nextCursor the id to go on from
 */
public record TreeUpdates(List<Item> updates, MessageId nextCursor) {

  /** The most updates that one call gives. */
  public static final int LIMIT = 200;

  /** The subject of one message. */
  public record Item(
      MessageId id,
      String fromRole,
      String fromOrchestrator,
      String toRole,
      String toOrchestrator,
      String tldr,
      Instant sentAt) {}
}
