package dev.hera.store.tck.definition;

import dev.hera.history.Event;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Answer;
import dev.hera.spi.Answers;
import dev.hera.spi.Events;
import dev.hera.spi.Messages;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each query of the SPI means on plain rows: messages, events and answers. */
final class PlainMail {
  private PlainMail() {}

  /** How far a role has read. */
  record Cursor(RoleId role, MessageId message) {}

  static final class MessageRows extends PlainRows<MessageId, Message> implements Messages {
    final PlainRows<RoleId, Cursor> cursors = PlainRows.by(Cursor::role);

    MessageRows() {
      super(Message::id, Comparator.naturalOrder());
    }

    @Override
    public void markRead(Collection<MessageId> ids, Instant at) {
      list(ids).forEach(row -> update(row.readAt(at)));
    }

    @Override
    public List<Message> listUnread(RoleId recipient) {
      return where(row -> row.recipient().equals(recipient) && row.read() == null);
    }

    @Override
    public int countUnread(RoleId recipient, boolean notices) {
      return (int) listUnread(recipient).stream().filter(row -> notices || !row.notice()).count();
    }

    @Override
    public List<Instant> listSent(RoleId sender, Instant since) {
      return where(row -> row.sender().equals(sender) && row.sent().isAfter(since) && !row.notice())
          .stream()
          .map(Message::sent)
          .sorted()
          .toList();
    }

    @Override
    public List<Message> listAfter(Collection<OrchestratorId> some, MessageId after, int limit) {
      return where(row -> some.contains(row.orchestrator()) && row.id().compareTo(after) > 0)
          .stream()
          .limit(limit)
          .toList();
    }

    @Override
    public Optional<MessageId> findCursor(RoleId role) {
      return cursors.find(role).map(Cursor::message);
    }

    @Override
    public void putCursor(RoleId role, MessageId cursor) {
      cursors.put(new Cursor(role, cursor));
    }
  }

  static final class EventRows implements Events {
    final PlainRows<Long, Event> rows = PlainRows.by(Event::sequence);

    @Override
    public void append(Collection<Event> some) {
      rows.insert(some);
    }

    @Override
    public List<Event> list(@Nullable OrchestratorId orchestrator, long after, int limit) {
      return rows
          .where(
              row ->
                  row.sequence() > after
                      && (orchestrator == null || orchestrator.equals(row.orchestrator())))
          .stream()
          .limit(limit)
          .toList();
    }

    @Override
    public List<Event> listAbout(RoleId subject) {
      return rows.where(row -> subject.equals(row.subject()));
    }
  }

  static final class AnswerRows implements Answers {
    final PlainRows<List<Object>, Answer> rows =
        new PlainRows<>(
            row -> keyOf(row.role(), row.verb(), row.key()), Comparator.comparing(List::toString));

    private static List<Object> keyOf(@Nullable RoleId role, String verb, String key) {
      return Arrays.asList(role, verb, key);
    }

    @Override
    public void insert(Answer answer) {
      rows.insert(List.of(answer));
    }

    @Override
    public Optional<Answer> find(@Nullable RoleId role, String verb, String key) {
      return rows.find(keyOf(role, verb, key));
    }

    @Override
    public void delete(@Nullable RoleId role, String verb, String key) {
      List<Object> gone = keyOf(role, verb, key);
      rows.removeIf(row -> keyOf(row.role(), row.verb(), row.key()).equals(gone));
    }

    @Override
    public void deleteBefore(Instant instant) {
      rows.removeIf(row -> row.created().isBefore(instant));
    }
  }
}
