package dev.hera.message;

import dev.hera.role.Required;
import dev.hera.role.Status;
import org.jspecify.annotations.Nullable;

/**
 * A message as its sender gives it to {@code Participant.send}.
 *
 * @param to the recipient's role name; null for the coordinator (V11)
 * @param status the sender's own status; required of workers and freelancers (V10)
 * @param inReplyTo the message that it answers, or null
 */
public record Outgoing(
    String body,
    String tldr,
    @Nullable String to,
    @Nullable Status status,
    @Nullable MessageId inReplyTo) {

  public Outgoing {
    Required.given("body", body);
    Required.given("tldr", tldr);
  }

  /** A message to the coordinator, with the sender's status. */
  public static Outgoing report(Status status, String tldr, String body) {
    return new Outgoing(body, tldr, null, Required.given("status", status), null);
  }

  /** A message to the named role. */
  public static Outgoing to(String roleName, String tldr, String body) {
    return new Outgoing(body, tldr, Required.given("roleName", roleName), null, null);
  }

  /** The same message with its recipient's name trimmed. */
  public Outgoing trimmed() {
    return new Outgoing(body, tldr, to == null ? null : to.strip(), status, inReplyTo);
  }

  public Outgoing withStatus(Status status) {
    return new Outgoing(body, tldr, to, Required.given("status", status), inReplyTo);
  }

  public Outgoing inReplyTo(MessageId message) {
    return new Outgoing(body, tldr, to, status, Required.given("message", message));
  }
}
