package dev.hera.message;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored message (M20) from one role of an orchestrator to another one of it.
 *
 * @param tldr its subject in one line
 * @param inReplyTo the message that it answers, or null
 * @param read when the recipient read it, or null
 * @param notice whether Hera itself wrote it; notices are outside the limits of M21
 */
public record Message(
    MessageId id,
    OrchestratorId orchestrator,
    RoleId sender,
    RoleId recipient,
    String body,
    String tldr,
    @Nullable MessageId inReplyTo,
    Instant sent,
    @Nullable Instant read,
    DeliveryMode deliveryMode,
    boolean notice) {

  public Message readAt(Instant at) {
    return new Message(
        id, orchestrator, sender, recipient, body, tldr, inReplyTo, sent, at, deliveryMode, notice);
  }
}
