package dev.hera.spi;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The messages, and how far each role has read the updates of its tree. */
public interface Messages extends Table<MessageId, Message> {

  /** Sets the read instant of those of these messages that exist, also of read ones. */
  void markRead(Collection<MessageId> ids, Instant at);

  /** The unread messages of a recipient, in id order. */
  List<Message> listUnread(RoleId recipient);

  /** How many unread messages a recipient has; without notices when {@code notices} is false. */
  int countUnread(RoleId recipient, boolean notices);

  /**
   * The instants at which a role sent messages after {@code since}, notices left out, ascending.
   */
  List<Instant> listSent(RoleId sender, Instant since);

  /** The messages of these orchestrators with an id above {@code after}, in id order. */
  List<Message> listAfter(Collection<OrchestratorId> orchestrators, MessageId after, int limit);

  /** How far a role has read, if it ever did. */
  Optional<MessageId> findCursor(RoleId role);

  /** Keeps how far a role has read, in place of what was kept before. */
  void putCursor(RoleId role, MessageId cursor);
}
