package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.CURSORS;
import static dev.hera.store.jooq.tables.Tables.MESSAGES;

import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Messages;
import dev.hera.store.jooq.tables.tables.records.CursorsRecord;
import dev.hera.store.jooq.tables.tables.records.MessagesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

final class JooqMessages extends JooqTable<MessageId, Message> implements Messages {
  private static final Kept<Message> BY_ID = Kept.byKey(MESSAGES, JooqMessages::message);
  private static final Kept<MessageId> CURSOR =
      Kept.byKey(CURSORS, row -> new MessageId(row.getMessage()));

  JooqMessages(Scope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public void markRead(Collection<MessageId> ids, Instant at) {
    scope.write(
        MESSAGES,
        sql ->
            Chunks.of(ids.stream().map(MessageId::value).toList()).stream()
                .mapToInt(
                    some ->
                        sql.update(MESSAGES)
                            .set(MESSAGES.READ_AT, at.toEpochMilli())
                            .where(MESSAGES.ID.in(some))
                            .execute())
                .sum());
  }

  @Override
  public List<Message> listUnread(RoleId recipient) {
    return listWhere(unread(recipient));
  }

  @Override
  public int countUnread(RoleId recipient, boolean notices) {
    Condition counted =
        notices ? unread(recipient) : unread(recipient).and(MESSAGES.NOTICE.isFalse());
    return scope.read(sql -> sql.fetchCount(MESSAGES, counted));
  }

  @Override
  public List<Instant> listSent(RoleId sender, Instant since) {
    return scope.read(
        sql ->
            sql.select(MESSAGES.SENT)
                .from(MESSAGES)
                .where(MESSAGES.SENDER.eq(sender.value()))
                .and(MESSAGES.SENT.gt(since.toEpochMilli()))
                .and(MESSAGES.NOTICE.isFalse())
                .orderBy(MESSAGES.SENT)
                .fetch(row -> Instant.ofEpochMilli(row.value1())));
  }

  @Override
  public List<Message> listAfter(
      Collection<OrchestratorId> orchestrators, MessageId after, int limit) {
    List<Long> ids = orchestrators.stream().map(OrchestratorId::value).toList();
    return Chunks.list(scope, ids, some -> listAfter(some, after, limit)).stream()
        .sorted(Comparator.comparing(Message::id))
        .limit(limit)
        .toList();
  }

  @Override
  public Optional<MessageId> findCursor(RoleId role) {
    return scope.find(CURSOR, List.of(role.value()));
  }

  @Override
  public void putCursor(RoleId role, MessageId cursor) {
    CursorsRecord row = new CursorsRecord(role.value(), cursor.value());
    if (findCursor(role).isPresent()) {
      scope.update(row);
    } else {
      scope.insert(List.of(row));
    }
  }

  private List<Message> listAfter(List<Long> orchestrators, MessageId after, int limit) {
    return scope.read(
        sql ->
            sql.selectFrom(MESSAGES)
                .where(MESSAGES.ORCHESTRATOR.in(orchestrators))
                .and(MESSAGES.ID.gt(after.value()))
                .orderBy(MESSAGES.ID)
                .limit(limit)
                .fetch(JooqMessages::message));
  }

  private static Condition unread(RoleId recipient) {
    return MESSAGES.RECIPIENT.eq(recipient.value()).and(MESSAGES.READ_AT.isNull());
  }

  @Override
  MessagesRecord record(Message message) {
    MessageId inReplyTo = message.inReplyTo();
    return new MessagesRecord(
        message.id().value(),
        message.orchestrator().value(),
        message.sender().value(),
        message.recipient().value(),
        message.body(),
        message.tldr(),
        inReplyTo == null ? null : inReplyTo.value(),
        message.sent().toEpochMilli(),
        Columns.millis(message.read()),
        message.deliveryMode().wire(),
        message.notice());
  }

  private static Message message(MessagesRecord row) {
    @Nullable Long inReplyTo = row.getInReplyTo();
    return new Message(
        new MessageId(row.getId()),
        new OrchestratorId(row.getOrchestrator()),
        new RoleId(row.getSender()),
        new RoleId(row.getRecipient()),
        row.getBody(),
        row.getTldr(),
        inReplyTo == null ? null : new MessageId(inReplyTo),
        Instant.ofEpochMilli(row.getSent()),
        Columns.instant(row.getReadAt()),
        Columns.constant(DeliveryMode.class, row.getDeliveryMode()),
        row.getNotice());
  }
}
