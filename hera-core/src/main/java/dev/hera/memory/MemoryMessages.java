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
  MemoryMessages(MemoryTransaction transaction) {
    super(transaction, tables -> tables.messages.all);
  }

  @Override
  public void markRead(Collection<MessageId> ids, Instant at) {
    MemoryTable<MessageId, Message> all = transaction.writing().messages.all;
    all.list(ids).forEach(message -> all.update(message.readAt(at)));
  }

  @Override
  public List<Message> listUnread(RoleId recipient) {
    return rows().unread.list(recipient);
  }

  @Override
  public int countUnread(RoleId recipient, boolean notices) {
    return (notices ? rows().unread : rows().unreadFromRoles).count(recipient);
  }

  @Override
  public List<Instant> listSent(RoleId sender, Instant since) {
    return rows()
        .sent
        .listBetween(new Sending(sender, since), new Sending(sender, Instant.MAX))
        .stream()
        .map(Message::sent)
        .toList();
  }

  @Override
  public List<Message> listAfter(
      Collection<OrchestratorId> orchestrators, MessageId after, int limit) {
    Rows rows = rows();
    return orchestrators.stream()
        .distinct()
        .flatMap(of -> rows.byOrchestrator.listAfter(of, after, limit).stream())
        .sorted(Comparator.comparing(Message::id))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<MessageId> findCursor(RoleId role) {
    return rows().cursors.find(role).map(Cursor::position);
  }

  @Override
  public void putCursor(RoleId role, MessageId cursor) {
    transaction.writing().messages.cursors.put(new Cursor(role, cursor));
  }

  private Rows rows() {
    return transaction.reading().messages;
  }

  private record Cursor(RoleId role, MessageId position) {}

  private record Sending(RoleId sender, Instant sent) implements Comparable<Sending> {
    private static final Comparator<Sending> ORDER =
        Comparator.comparing(Sending::sender).thenComparing(Sending::sent);

    @Override
    public int compareTo(Sending other) {
      return ORDER.compare(this, other);
    }
  }

  static final class Rows {
    private final MemoryTable<MessageId, Message> all;
    private final Index<OrchestratorId, MessageId, Message> byOrchestrator;
    private final Index<RoleId, MessageId, Message> unread;
    private final Index<RoleId, MessageId, Message> unreadFromRoles;
    private final Index<Sending, MessageId, Message> sent;
    private final MemoryTable<RoleId, Cursor> cursors;

    Rows(Undo undo) {
      all = new MemoryTable<>("message", Message::id, undo);
      byOrchestrator = all.index(Message::orchestrator);
      unread = all.index(Rows::unreadBy);
      unreadFromRoles = all.index(row -> row.notice() ? null : unreadBy(row));
      sent = all.index(row -> row.notice() ? null : new Sending(row.sender(), row.sent()));
      cursors = new MemoryTable<>("cursor", Cursor::role, undo);
    }

    private static @Nullable RoleId unreadBy(Message row) {
      return row.read() == null ? row.recipient() : null;
    }
  }
}
