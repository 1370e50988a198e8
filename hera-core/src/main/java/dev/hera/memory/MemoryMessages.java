package dev.hera.memory;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Messages;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The messages and cursors of one transaction. */
final class MemoryMessages extends MemoryRows<MessageId, Message> implements Messages {
  private final Index<OrchestratorId, MessageId, Message> byOrchestrator;
  private final Index<RoleId, MessageId, Message> unread;
  private final Index<RoleId, MessageId, Message> unreadFromRoles;
  private final Index<Tuple, MessageId, Message> sent;
  private final MemoryRows<RoleId, ReadCursor> cursors;

  MemoryMessages(ChangedState state) {
    super(state, RowKind.MESSAGE, Message::id);
    byOrchestrator = index(Message::orchestrator);
    unread = index(MemoryMessages::unreadBy);
    unreadFromRoles = index(row -> row.notice() ? null : unreadBy(row));
    sent = index(row -> row.notice() ? null : Tuple.of(row.sender(), row.sent()));
    cursors = new MemoryRows<>(state, RowKind.CURSOR, ReadCursor::role);
  }

  MemoryRows<RoleId, ReadCursor> cursors() {
    return cursors;
  }

  @Override
  public void markRead(Collection<MessageId> ids, Instant at) {
    change(() -> list(ids).forEach(message -> update(message.readAt(at))));
  }

  @Override
  public List<Message> listUnread(RoleId recipient) {
    return unread.list(recipient);
  }

  @Override
  public int countUnread(RoleId recipient, boolean notices) {
    return (notices ? unread : unreadFromRoles).count(recipient);
  }

  @Override
  public List<Instant> listSent(RoleId sender, Instant since) {
    return sent.listWhile(Tuple.of(sender, since), sending -> sending.startsWith(sender)).stream()
        .map(Message::sent)
        .toList();
  }

  @Override
  public List<Message> listAfter(
      Collection<OrchestratorId> orchestrators, MessageId after, int limit) {
    return orchestrators.stream()
        .distinct()
        .flatMap(of -> byOrchestrator.listAfter(of, after, limit).stream())
        .sorted(Comparator.comparing(Message::id))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<MessageId> findCursor(RoleId role) {
    return cursors.find(role).map(ReadCursor::message);
  }

  @Override
  public void putCursor(RoleId role, MessageId cursor) {
    cursors.put(new ReadCursor(role, cursor));
  }

  private static @Nullable RoleId unreadBy(Message row) {
    return row.read() == null ? row.recipient() : null;
  }
}
