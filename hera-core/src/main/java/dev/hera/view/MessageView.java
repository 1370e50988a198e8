package dev.hera.view;

import dev.hera.message.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as its operator sees it.
 *
 * @param from the sender's role name
 * @param to the recipient's role name
 * @param inReplyTo the message that it answers, or null
 * @param read when the recipient read it, or null
 * @param byHera whether Hera wrote tldr and body, which may then name verbs (see {@link
 *     dev.hera.vocabulary.Verb}), from the node that they are about
 */
public record MessageView(
    MessageId id,
    String from,
    String to,
    String tldr,
    String body,
    @Nullable MessageId inReplyTo,
    Instant sent,
    @Nullable Instant read,
    boolean byHera) {}
