package dev.hera.result;

import dev.hera.message.DeliveryMode;
import dev.hera.message.MessageId;
import dev.hera.role.Status;
import org.jspecify.annotations.Nullable;

/**
 * A stored message, as {@code Participant.send} tells it.
 *
 * @param to the recipient's role name
 * @param status the sender's status after the call, or null when it never reported one
 */
public record Sent(
    MessageId messageId, String to, DeliveryMode deliveryMode, @Nullable Status status) {}
