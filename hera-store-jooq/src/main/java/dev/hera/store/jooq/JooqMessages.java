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

record JooqMessages(Scope scope) implements Messages {
  @Override
  public void insert(Message message) {
    scope.insert(List.of(row(message)));
  }

  @Override
  public void markRead(Collection<MessageId> ids, Instant at) {
    scope.write(
        MESSAGES,
        sql ->
            Chunks.of(values(ids)).stream()
                .mapToInt(
                    some ->
                        sql.update(MESSAGES)
                            .set(MESSAGES.READ_AT, at.toEpochMilli())
                            .where(MESSAGES.ID.in(some))
                            .execute())
                .sum());
  }

  @Override
  public List<Message> list(Collection<MessageId> ids) {
    return Chunks.list(scope, values(ids), some -> listWhere(MESSAGES.ID.in(some)));
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
    return scope.read(
        sql ->
            sql.select(CURSORS.MESSAGE)
                .from(CURSORS)
                .where(CURSORS.ROLE.eq(role.value()))
                .fetchOptional(row -> new MessageId(row.value1())));
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

  private List<Message> listWhere(Condition condition) {
    return scope.read(
        sql ->
            sql.selectFrom(MESSAGES)
                .where(condition)
                .orderBy(MESSAGES.ID)
                .fetch(JooqMessages::message));
  }

  private static Condition unread(RoleId recipient) {
    return MESSAGES.RECIPIENT.eq(recipient.value()).and(MESSAGES.READ_AT.isNull());
  }

  private static List<Long> values(Collection<MessageId> ids) {
    return ids.stream().map(MessageId::value).toList();
  }

  private static MessagesRecord row(Message message) {
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
