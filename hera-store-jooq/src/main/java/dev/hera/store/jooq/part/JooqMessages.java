package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.CURSORS;
import static dev.hera.store.jooq.tables.Tables.MESSAGES;

import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Messages;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.CursorsRecord;
import dev.hera.store.jooq.tables.tables.records.MessagesRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jspecify.annotations.Nullable;

final class JooqMessages extends JooqTable<MessageId, Message> implements Messages {
  private static final Lookup<Message> BY_ID = Lookup.byKey(MESSAGES, JooqMessages::message);
  private static final Condition IS_UNREAD = MESSAGES.READ_AT.isNull();
  private static final Lookup<Message> UNREAD = BY_ID.by(MESSAGES.RECIPIENT).where(IS_UNREAD);
  private static final ReusedQuery<Integer> COUNT = count(IS_UNREAD);
  private static final ReusedQuery<Integer> COUNT_FROM_ROLES =
      count(IS_UNREAD.and(MESSAGES.NOTICE.isFalse()));

  private static final ReusedQuery<Instant> SENT =
      ReusedQuery.of(
          MESSAGES,
          sql ->
              sql.select(MESSAGES.SENT)
                  .from(MESSAGES)
                  .where(ReusedQuery.isAny(MESSAGES.SENDER))
                  .and(MESSAGES.SENT.gt(ReusedQuery.param(MESSAGES.SENT)))
                  .and(MESSAGES.NOTICE.isFalse())
                  .orderBy(MESSAGES.SENT),
          row -> Instant.ofEpochMilli(row.value1()));

  private static final Lookup<MessageId> CURSOR =
      Lookup.byKey(CURSORS, row -> new MessageId(row.getMessage()));

  JooqMessages(SqlScope scope) {
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
    return listWith(UNREAD, recipient.value());
  }

  @Override
  public int countUnread(RoleId recipient, boolean notices) {
    return scope.find(notices ? COUNT : COUNT_FROM_ROLES, List.of(recipient.value())).orElseThrow();
  }

  @Override
  public List<Instant> listSent(RoleId sender, Instant since) {
    return scope.fetch(SENT, List.of(sender.value(), since.toEpochMilli()));
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
      scope.insert(List.of(row), 1);
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

  private static ReusedQuery<Integer> count(Condition counted) {
    return ReusedQuery.of(
        MESSAGES,
        sql ->
            sql.selectCount()
                .from(MESSAGES)
                .where(ReusedQuery.isAny(MESSAGES.RECIPIENT))
                .and(counted),
        Record1::value1);
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
