package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.message;
import static dev.hera.store.tck.row.RowFixtures.newMessage;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Messages}. */
public abstract class MessagesChapter extends TableChapter<MessageId, Message> {
  private static final int ALL = Integer.MAX_VALUE;

  public MessagesChapter(StoreUnderTest tested) {
    super(tested, Transaction::messages, Message::id, new MessageId(1_000_000));
  }

  @Override
  List<Message> newRows(Transaction tx) {
    List<Role> roles = RowFixtures.newTeam(tx, 2);
    return List.of(
        newMessage(tx, roles.get(0), roles.get(1)),
        newMessage(tx, roles.get(0), roles.get(1)).readAt(at(1)),
        newMessage(tx, roles.get(1), roles.get(0)),
        newMessage(tx, roles.get(0), roles.get(1)),
        newMessage(tx, roles.get(1), roles.get(0)));
  }

  @Test
  void keeps_every_field() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Message first = write(tx -> message(tx, roles.get(0), roles.get(1)));
    for (DeliveryMode mode : DeliveryMode.values()) {
      Message full =
          write(
              tx -> {
                Message row = full(newMessage(tx, roles.get(1), roles.get(0)), first.id(), mode);
                tx.messages().insert(List.of(row));
                assertThat(tx.messages().list(List.of(row.id()))).containsExactly(row);
                return row;
              });
      assertThat(list(tx -> tx.messages().list(List.of(full.id())))).containsExactly(full);
    }
  }

  @Test
  void keeps_absent_fields_absent() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Message bare = write(tx -> message(tx, roles.get(0), roles.get(1)));
    assertThat(list(tx -> tx.messages().list(List.of(bare.id())))).containsExactly(bare);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    RoleId none = new RoleId(1);
    MessageId start = new MessageId(0);
    List<OrchestratorId> orchestrators = List.of(new OrchestratorId(1));
    assertThat(list(tx -> tx.messages().list(List.of(new MessageId(1))))).isEmpty();
    assertThat(list(tx -> tx.messages().listUnread(none))).isEmpty();
    assertThat(count(tx -> tx.messages().countUnread(none, true))).isZero();
    assertThat(count(tx -> tx.messages().countUnread(none, false))).isZero();
    assertThat(list(tx -> tx.messages().listSent(none, at(0)))).isEmpty();
    assertThat(list(tx -> tx.messages().listAfter(orchestrators, start, ALL))).isEmpty();
    assertThat(find(tx -> tx.messages().findCursor(none))).isEmpty();
  }

  @Test
  void refuses_a_second_one_with_the_same_id() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Message message = write(tx -> message(tx, roles.get(0), roles.get(1)));
    assertTaken(tx -> tx.messages().insert(List.of(message.readAt(at(1)))));
    assertThat(list(tx -> tx.messages().listUnread(roles.get(1).id()))).containsExactly(message);
  }

  @Test
  void marks_read_only_the_messages_that_are_named() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    RoleId recipient = roles.get(1).id();
    Message a = write(tx -> message(tx, roles.get(0), roles.get(1)));
    Message b = write(tx -> message(tx, roles.get(0), roles.get(1)));
    Message c = write(tx -> message(tx, roles.get(0), roles.get(1)));
    change(tx -> tx.messages().markRead(List.of(c.id(), a.id()), at(5)));
    assertThat(list(tx -> tx.messages().list(List.of(a.id(), b.id(), c.id()))))
        .containsExactly(a.readAt(at(5)), b, c.readAt(at(5)));
    assertThat(list(tx -> tx.messages().listUnread(recipient))).containsExactly(b);
    change(tx -> tx.messages().markRead(List.of(), at(6)));
    assertThat(list(tx -> tx.messages().listUnread(recipient))).containsExactly(b);
  }

  @Test
  void an_update_replaces_every_field_and_changes_no_other_row() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    Message other = write(tx -> message(tx, roles.get(0), roles.get(1)));
    Message bare = write(tx -> message(tx, roles.get(0), roles.get(1)));
    Message turned = write(tx -> newMessage(tx, roles.get(2), roles.get(0)));
    Message full =
        new Message(
            bare.id(),
            bare.orchestrator(),
            turned.sender(),
            turned.recipient(),
            "another body",
            "another line",
            other.id(),
            at(8),
            at(9),
            DeliveryMode.DELIVERED,
            true);
    change(tx -> tx.messages().update(full));
    assertThat(find(tx -> tx.messages().find(bare.id()))).contains(full);
    change(tx -> tx.messages().update(bare));
    assertThat(list(tx -> tx.messages().listUnread(roles.get(1).id())))
        .containsExactly(other, bare);
  }

  @Test
  void lists_the_unread_ones_of_a_recipient_in_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    List<Message> unread =
        write(
            tx -> {
              Message a = newMessage(tx, roles.get(0), roles.get(1));
              Message read = newMessage(tx, roles.get(0), roles.get(1)).readAt(at(1));
              Message b = newMessage(tx, roles.get(0), roles.get(1));
              Message other = newMessage(tx, roles.get(1), roles.get(0));
              tx.messages().insert(List.of(b, other, read, a));
              return List.of(a, b);
            });
    assertThat(list(tx -> tx.messages().listUnread(roles.get(1).id()))).isEqualTo(unread);
  }

  @Test
  void counts_the_unread_ones_with_and_without_notices() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    RoleId recipient = roles.get(1).id();
    change(
        tx -> {
          message(tx, roles.get(0), roles.get(1));
          Message read = message(tx, roles.get(0), roles.get(1));
          tx.messages().markRead(List.of(read.id()), at(1));
          messageAt(tx, roles.get(0), roles.get(1), at(0), true);
          messageAt(tx, roles.get(0), roles.get(1), at(0), true);
          message(tx, roles.get(1), roles.get(0));
        });
    assertThat(count(tx -> tx.messages().countUnread(recipient, true))).isEqualTo(3);
    assertThat(count(tx -> tx.messages().countUnread(recipient, false))).isEqualTo(1);
  }

  @Test
  void lists_when_a_role_sent_after_an_instant_without_notices_ascending() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    RoleId sender = roles.get(0).id();
    change(
        tx -> {
          for (int millis : new int[] {30, 10, 20, 20, 0}) {
            messageAt(tx, roles.get(0), roles.get(1), at(millis), false);
          }
          messageAt(tx, roles.get(0), roles.get(1), at(25), true);
          messageAt(tx, roles.get(1), roles.get(0), at(25), false);
        });
    assertThat(list(tx -> tx.messages().listSent(sender, at(-1))))
        .containsExactly(at(0), at(10), at(20), at(20), at(30));
    assertThat(list(tx -> tx.messages().listSent(sender, at(10))))
        .containsExactly(at(20), at(20), at(30));
    assertThat(list(tx -> tx.messages().listSent(sender, at(30)))).isEmpty();
  }

  @Test
  void lists_those_of_several_orchestrators_after_an_id_in_id_order() {
    List<Role> here = write(tx -> team(tx, "here", 2));
    List<Role> there = write(tx -> team(tx, "there", 2));
    List<Role> other = write(tx -> team(tx, "other", 2));
    Message a = write(tx -> message(tx, there.get(0), there.get(1)));
    Message b = write(tx -> message(tx, here.get(0), here.get(1)));
    change(tx -> message(tx, other.get(0), other.get(1)));
    Message c = write(tx -> message(tx, there.get(1), there.get(0)));
    Message d = write(tx -> message(tx, here.get(1), here.get(0)));
    List<OrchestratorId> of = List.of(here.get(0).orchestrator(), there.get(0).orchestrator());
    MessageId start = new MessageId(0);
    assertThat(list(tx -> tx.messages().listAfter(of, start, ALL))).containsExactly(a, b, c, d);
    assertThat(list(tx -> tx.messages().listAfter(of, a.id(), 2))).containsExactly(b, c);
    assertThat(list(tx -> tx.messages().listAfter(of, d.id(), ALL))).isEmpty();
    assertThat(list(tx -> tx.messages().listAfter(List.of(), start, ALL))).isEmpty();
  }

  @Test
  void keeps_how_far_each_role_has_read() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    RoleId reader = roles.get(0).id();
    MessageId first = write(tx -> message(tx, roles.get(0), roles.get(1))).id();
    MessageId second = write(tx -> message(tx, roles.get(0), roles.get(1))).id();
    change(tx -> tx.messages().putCursor(reader, second));
    assertThat(find(tx -> tx.messages().findCursor(reader))).contains(second);
    assertThat(find(tx -> tx.messages().findCursor(roles.get(1).id()))).isEmpty();
    change(tx -> tx.messages().putCursor(reader, first));
    assertThat(find(tx -> tx.messages().findCursor(reader))).contains(first);
  }

  private static Message full(Message message, MessageId inReplyTo, DeliveryMode mode) {
    return new Message(
        message.id(),
        message.orchestrator(),
        message.sender(),
        message.recipient(),
        "The whole body.",
        "in one line",
        inReplyTo,
        at(1),
        at(2),
        mode,
        true);
  }

  /** A message that {@code sender} sent at that instant, or a notice in its name. */
  private static Message messageAt(
      Transaction tx, Role sender, Role recipient, Instant at, boolean notice) {
    Message plain = RowFixtures.newMessage(tx, sender, recipient);
    Message row =
        new Message(
            plain.id(),
            plain.orchestrator(),
            plain.sender(),
            plain.recipient(),
            plain.body(),
            plain.tldr(),
            null,
            at,
            null,
            plain.deliveryMode(),
            notice);
    tx.messages().insert(List.of(row));
    return row;
  }
}
