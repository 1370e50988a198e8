package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.event;
import static dev.hera.store.tck.row.RowFixtures.newEvent;
import static dev.hera.store.tck.row.RowFixtures.reversed;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Events}. */
public abstract class EventsChapter extends Chapter {
  private static final int ALL = Integer.MAX_VALUE;

  private static final int FAR = 2_500_000;

  /** However a store divides them, some are left over. */
  private static final int MANY = 2_149;

  public EventsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void keeps_every_field() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Map<String, String> changes = Map.of("prompt", "a = b, \"c\": {d}\n", "project", "", "z", "1");
    for (EventKind kind : EventKind.values()) {
      Event full =
          write(
              tx -> {
                Event row =
                    new Event(
                        tx.takeIds(IdKind.EVENT, 1),
                        at(7),
                        roles.get(0).orchestrator(),
                        roles.get(1).id(),
                        kind,
                        roles.get(0).id(),
                        new TreeMap<>(changes));
                tx.events().append(List.of(row));
                assertThat(tx.events().listAbout(roles.get(0).id())).contains(row);
                return row;
              });
      assertThat(list(tx -> tx.events().listAbout(roles.get(0).id()))).contains(full);
    }
  }

  @Test
  void keeps_each_of_many_that_are_appended_at_once() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    List<Event> events = write(tx -> newEvents(tx, roles, MANY));
    change(tx -> tx.events().append(events));
    assertThat(list(tx -> tx.events().list(roles.get(0).orchestrator(), 0, ALL))).isEqualTo(events);
    assertThat(list(tx -> tx.events().listAbout(roles.get(1).id())))
        .isEqualTo(events.stream().filter(one -> isAbout(one, roles.get(1))).toList());
  }

  /** Who keeps what is written, or what was answered, for later still gives all of it. */
  @Test
  void lists_all_about_a_role_at_once_however_many_were_appended_together() {
    for (int count : new int[] {1, 100, 101, 1_001}) {
      Role role = write(tx -> RowFixtures.newTeam(tx, 1)).get(0);
      List<Event> events = write(tx -> newEvents(tx, List.of(role), count));
      change(
          tx -> {
            assertThat(tx.events().listAbout(role.id())).isEmpty();
            tx.events().append(events);
            assertThat(tx.events().listAbout(role.id())).isEqualTo(events);
          });
      assertThat(this.<List<Event>>write(tx -> tx.events().listAbout(role.id()))).isEqualTo(events);
      assertThat(list(tx -> tx.events().listAbout(role.id()))).isEqualTo(events);
    }
  }

  private static List<Event> newEvents(Transaction tx, List<Role> about, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> newEvent(tx, about.get(i % about.size())))
        .toList();
  }

  private static boolean isAbout(Event event, Role role) {
    return role.id().equals(event.subject());
  }

  @Test
  void keeps_absent_fields_absent() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Event noOrchestrator = write(tx -> bare(tx.takeIds(IdKind.EVENT, 1), null, role.id()));
    Event noSubject = write(tx -> bare(tx.takeIds(IdKind.EVENT, 1), role.orchestrator(), null));
    change(tx -> tx.events().append(List.of(noOrchestrator, noSubject)));
    assertThat(list(tx -> tx.events().listAbout(role.id()))).containsExactly(noOrchestrator);
    assertThat(list(tx -> tx.events().list(role.orchestrator(), 0, ALL)))
        .containsExactly(noSubject);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(list(tx -> tx.events().list(new OrchestratorId(1), 0, ALL))).isEmpty();
    assertThat(list(tx -> tx.events().listAbout(new RoleId(1)))).isEmpty();
  }

  @Test
  void accepts_an_empty_batch() {
    change(tx -> tx.events().append(List.of()));
  }

  @Test
  void refuses_a_second_one_with_the_same_number() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Event event = write(tx -> event(tx, role));
    assertTaken(tx -> tx.events().append(List.of(newEvent(tx, role), event)));
    assertThat(list(tx -> tx.events().listAbout(role.id()))).containsExactly(event);
  }

  @Test
  void lists_those_of_an_orchestrator_or_of_all_after_a_number_in_sequence_order() {
    Role here = write(tx -> team(tx, "here", 1)).get(0);
    Role there = write(tx -> team(tx, "there", 1)).get(0);
    List<Event> rows =
        write(
            tx -> {
              Event a = newEvent(tx, here);
              Event b = newEvent(tx, here);
              Event elsewhere = newEvent(tx, there);
              Event c = newEvent(tx, here);
              Event ofNone =
                  new Event(
                      tx.takeIds(IdKind.EVENT, 1), c.at(), null, null, c.kind(), null, c.changes());
              tx.events().append(reversed(List.of(a, b, elsewhere, c, ofNone)));
              return List.of(a, b, elsewhere, c, ofNone);
            });
    assertListed(null, rows);
    assertListed(here.orchestrator(), List.of(rows.get(0), rows.get(1), rows.get(3)));
  }

  private void assertListed(@Nullable OrchestratorId of, List<Event> rows) {
    long first = rows.get(0).sequence();
    long last = rows.get(rows.size() - 1).sequence();
    assertThat(list(tx -> tx.events().list(of, first - 1, ALL))).isEqualTo(rows);
    assertThat(list(tx -> tx.events().list(of, first, ALL)))
        .isEqualTo(rows.subList(1, rows.size()));
    assertThat(list(tx -> tx.events().list(of, first - 1, 2))).isEqualTo(rows.subList(0, 2));
    assertThat(list(tx -> tx.events().list(of, first, 1))).isEqualTo(rows.subList(1, 2));
    assertThat(list(tx -> tx.events().list(of, last, ALL))).isEmpty();
  }

  @Test
  void lists_those_about_a_role_in_sequence_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    List<Event> rows =
        write(
            tx -> {
              Event a = newEvent(tx, roles.get(0));
              Event other = newEvent(tx, roles.get(1));
              Event b = newEvent(tx, roles.get(0));
              tx.events().append(List.of(b, other, a));
              return List.of(a, b);
            });
    assertThat(list(tx -> tx.events().listAbout(roles.get(0).id()))).isEqualTo(rows);
  }

  @Test
  void lists_those_about_a_role_however_far_apart() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    List<Event> rows =
        write(
            tx -> {
              long first = tx.takeIds(IdKind.EVENT, FAR + 1);
              List<Event> apart =
                  LongStream.of(0, 1, FAR / 2, FAR / 2 + 1, FAR)
                      .mapToObj(after -> bare(first + after, null, roles.get(0).id()))
                      .toList();
              tx.events().append(apart);
              tx.events().append(List.of(bare(first + 2, null, roles.get(1).id())));
              return apart;
            });
    assertThat(list(tx -> tx.events().listAbout(roles.get(0).id()))).isEqualTo(rows);
  }

  private static Event bare(
      long sequence, @Nullable OrchestratorId orchestrator, @Nullable RoleId subject) {
    return new Event(
        sequence, at(0), orchestrator, null, EventKind.TASK_CHANGED, subject, new TreeMap<>());
  }
}
