package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.host;
import static dev.hera.store.tck.row.RowFixtures.newHost;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.host.Host;
import dev.hera.host.HostState;
import dev.hera.role.HostId;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.HostileTexts;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Hosts}. */
public abstract class HostsChapter extends TableChapter<HostId, Host> {
  public HostsChapter(StoreUnderTest tested) {
    super(tested, Transaction::hosts, Host::id, new HostId("zz-unknown"));
  }

  @Override
  List<Host> newRows(Transaction tx) {
    String one = RowFixtures.id(tx, IdKind.TASK) + "-";
    return List.of(
        newHost(one + "B"),
        newHost(one + "a").withState(HostState.STOPPED),
        newHost(one + "aa"),
        newHost(one + "b"),
        newHost(one + "\u00e4"));
  }

  @Test
  void keeps_every_field() {
    for (HostState state : HostState.values()) {
      Host full = full(new HostId("full-" + state), state.wire(), state);
      change(tx -> tx.hosts().insert(List.of(full)));
      assertThat(find(tx -> tx.hosts().find(full.id()))).contains(full);
    }
  }

  @Test
  void keeps_absent_fields_absent() {
    Host bare = write(tx -> host(tx, "bare"));
    assertThat(find(tx -> tx.hosts().find(bare.id()))).contains(bare);
  }

  @Test
  void an_update_replaces_every_field() {
    Host bare = write(tx -> host(tx, "a"));
    Host full = full(bare.id(), "full", HostState.DRAINING);
    change(tx -> tx.hosts().update(full));
    assertThat(find(tx -> tx.hosts().find(bare.id()))).contains(full);
    change(tx -> tx.hosts().update(bare));
    assertThat(find(tx -> tx.hosts().find(bare.id()))).contains(bare);
  }

  @Test
  void its_texts_come_back_unchanged() {
    for (String text : HostileTexts.ALL) {
      Host row =
          new Host(
              new HostId("a"),
              text,
              text,
              null,
              List.of(text, "other", text),
              HostState.ACTIVE,
              at(0),
              at(1));
      change(
          tx -> {
            if (tx.hosts().find(row.id()).isEmpty()) {
              tx.hosts().insert(List.of(row));
            } else {
              tx.hosts().update(row);
            }
          });
      assertThat(find(tx -> tx.hosts().find(row.id()))).contains(row);
    }
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(list(tx -> tx.hosts().list())).isEmpty();
  }

  @Test
  void refuses_a_second_one_with_the_same_id() {
    Host host = write(tx -> host(tx, "a"));
    assertTaken(tx -> tx.hosts().insert(List.of(full(host.id(), "other", HostState.ACTIVE))));
    assertThat(list(tx -> tx.hosts().list())).containsExactly(host);
  }

  @Test
  void refuses_a_second_one_with_the_same_name() {
    Host host = write(tx -> host(tx, "a"));
    assertTaken(tx -> tx.hosts().insert(List.of(full(new HostId("b"), host.name(), host.state()))));
    assertThat(list(tx -> tx.hosts().list())).containsExactly(host);
  }

  @Test
  void refuses_an_update_to_the_name_of_another_one() {
    Host host = write(tx -> host(tx, "a"));
    Host other = write(tx -> host(tx, "b"));
    assertTaken(tx -> tx.hosts().update(full(other.id(), host.name(), host.state())));
    assertThat(list(tx -> tx.hosts().list())).containsExactly(host, other);
  }

  @Test
  void deletes_one_and_tells_whether_there_was_one() {
    Host host = write(tx -> host(tx, "a"));
    Host other = write(tx -> host(tx, "b"));
    assertThat(delete(host.id())).isTrue();
    assertThat(delete(host.id())).isFalse();
    assertThat(find(tx -> tx.hosts().find(host.id()))).isEmpty();
    assertThat(list(tx -> tx.hosts().list())).containsExactly(other);
  }

  @Test
  void a_deleted_one_leaves_its_id_and_its_name_to_others() {
    Host host = write(tx -> host(tx, "a"));
    Host heir = full(new HostId("b"), host.name(), HostState.ACTIVE);
    Host again = full(host.id(), "other", HostState.ACTIVE);
    change(
        tx -> {
          tx.hosts().delete(host.id());
          tx.hosts().insert(List.of(heir, again));
        });
    assertThat(list(tx -> tx.hosts().list())).containsExactly(again, heir);
  }

  @Test
  void lists_all_in_id_order() {
    List<Host> rows = write(this::newRows);
    change(tx -> tx.hosts().insert(List.of(rows.get(3), rows.get(0), rows.get(2), rows.get(1))));
    assertThat(list(tx -> tx.hosts().list())).isEqualTo(rows.subList(0, 4));
    Host later = rows.get(2).heardOf(at(1), at(2));
    change(tx -> tx.hosts().update(later));
    assertThat(list(tx -> tx.hosts().list()))
        .containsExactly(rows.get(0), rows.get(1), later, rows.get(3));
  }

  private boolean delete(HostId id) {
    return write(tx -> tx.hosts().delete(id));
  }

  private static Host full(HostId id, String name, HostState state) {
    return new Host(
        id, name, "http://127.0.0.1:7070/mcp", 4, List.of("shop", "web"), state, at(1), at(2));
  }
}
