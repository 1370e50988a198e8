package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.hold;
import static dev.hera.store.tck.row.RowFixtures.newHold;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.HoldReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Holds}. */
public abstract class HoldsChapter extends TableChapter<HoldId, Hold> {
  public HoldsChapter(StoreUnderTest tested) {
    super(tested, Transaction::holds, Hold::id, new HoldId(1_000_000));
  }

  @Override
  List<Hold> newRows(Transaction tx) {
    List<Role> roles = RowFixtures.newTeam(tx, 4);
    return List.of(
        newHold(tx, roles.get(3), roles.get(0)),
        newHold(tx, roles.get(3), roles.get(0)).closedAt(at(1)),
        newHold(tx, roles.get(2), null),
        newHold(tx, roles.get(3), null),
        newHold(tx, roles.get(1), roles.get(0)).toldNow());
  }

  @Test
  void keeps_every_field() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    for (HoldReason reason : HoldReason.values()) {
      Hold full =
          write(
              tx -> {
                Hold row = with(newHold(tx, roles.get(1), roles.get(0)), reason);
                tx.holds().insert(List.of(row));
                assertThat(tx.holds().listOf(row.node(), false)).contains(row);
                return row;
              });
      assertThat(list(tx -> tx.holds().listOf(full.node(), false))).contains(full);
    }
  }

  @Test
  void keeps_absent_fields_absent() {
    Hold bare = write(tx -> hold(tx, team(tx, "checkout", 1).get(0), null));
    assertThat(list(tx -> tx.holds().listOf(bare.node(), false))).containsExactly(bare);
  }

  @Test
  void an_update_replaces_every_field() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Hold bare = write(tx -> hold(tx, roles.get(1), null));
    Hold full =
        new Hold(
            bare.id(),
            bare.orchestrator(),
            bare.node(),
            roles.get(0).id(),
            HoldReason.BLOCKER_FAILED,
            at(1),
            true,
            at(2));
    change(tx -> tx.holds().update(full));
    assertThat(list(tx -> tx.holds().listOf(bare.node(), false))).containsExactly(full);
    change(tx -> tx.holds().update(bare));
    assertThat(list(tx -> tx.holds().listOf(bare.node(), false))).containsExactly(bare);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(list(tx -> tx.holds().listOf(new RoleId(1), true))).isEmpty();
    assertThat(list(tx -> tx.holds().listOf(new RoleId(1), false))).isEmpty();
    assertThat(list(tx -> tx.holds().listUntold(new OrchestratorId(1)))).isEmpty();
  }

  @Test
  void refuses_a_second_one_with_the_same_id() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Hold hold = write(tx -> hold(tx, role, null));
    assertTaken(tx -> tx.holds().insert(List.of(hold.closedAt(at(1)))));
    assertThat(list(tx -> tx.holds().listOf(role.id(), false))).containsExactly(hold);
  }

  @Test
  void refuses_a_second_open_one_of_a_node_and_blocker() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Hold hold = write(tx -> hold(tx, roles.get(1), roles.get(0)));
    assertTaken(tx -> hold(tx, roles.get(1), roles.get(0)));
    assertThat(list(tx -> tx.holds().listOf(roles.get(1).id(), false))).containsExactly(hold);
  }

  @Test
  void refuses_a_second_open_one_of_a_node_without_a_blocker() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Hold hold = write(tx -> hold(tx, role, null));
    assertTaken(tx -> hold(tx, role, null));
    assertThat(list(tx -> tx.holds().listOf(role.id(), false))).containsExactly(hold);
  }

  @Test
  void refuses_an_update_that_makes_a_second_open_one() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Hold first = write(tx -> hold(tx, roles.get(1), roles.get(0)));
    change(tx -> tx.holds().update(first.closedAt(at(1))));
    change(tx -> hold(tx, roles.get(1), roles.get(0)));
    assertTaken(tx -> tx.holds().update(first));
    assertThat(list(tx -> tx.holds().listOf(roles.get(1).id(), true))).hasSize(1);
  }

  @Test
  void a_closed_one_makes_room_for_a_new_one() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    for (int round = 0; round < 3; round++) {
      change(tx -> tx.holds().update(hold(tx, roles.get(1), roles.get(0)).closedAt(at(1))));
      change(tx -> tx.holds().update(hold(tx, roles.get(1), null).closedAt(at(1))));
    }
    Hold open = write(tx -> hold(tx, roles.get(1), roles.get(0)));
    assertThat(list(tx -> tx.holds().listOf(roles.get(1).id(), true))).containsExactly(open);
    assertThat(list(tx -> tx.holds().listOf(roles.get(1).id(), false))).hasSize(7);
  }

  @Test
  void a_node_may_be_held_by_several_blockers_and_for_several_reasons() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    Role node = roles.get(2);
    change(
        tx -> {
          hold(tx, node, roles.get(0));
          hold(tx, node, roles.get(1));
          hold(tx, node, null);
          tx.holds().insert(List.of(unknown(newHold(tx, node, null))));
          hold(tx, roles.get(1), roles.get(0));
        });
    assertThat(list(tx -> tx.holds().listOf(node.id(), true))).hasSize(4);
  }

  @Test
  void lists_the_open_ones_and_all_of_a_node_in_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    List<Hold> rows =
        write(
            tx -> {
              Hold a = newHold(tx, roles.get(2), roles.get(1)).toldNow();
              Hold b = newHold(tx, roles.get(2), roles.get(0)).closedAt(at(1));
              Hold c = newHold(tx, roles.get(2), roles.get(0));
              Hold other = newHold(tx, roles.get(1), roles.get(0));
              tx.holds().insert(List.of(c, other, b, a));
              return List.of(a, b, c);
            });
    RoleId node = roles.get(2).id();
    assertThat(list(tx -> tx.holds().listOf(node, false))).isEqualTo(rows);
    assertThat(list(tx -> tx.holds().listOf(node, true))).containsExactly(rows.get(0), rows.get(2));
  }

  @Test
  void lists_the_open_untold_ones_of_an_orchestrator_in_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Hold> untold =
        write(
            tx -> {
              Hold a = newHold(tx, roles.get(3), roles.get(0));
              Hold told = newHold(tx, roles.get(2), roles.get(0)).toldNow();
              Hold closed = newHold(tx, roles.get(1), roles.get(0)).closedAt(at(1));
              Hold b = newHold(tx, roles.get(1), roles.get(0));
              Hold elsewhere = newHold(tx, team(tx, "other", 1).get(0), null);
              tx.holds().insert(List.of(b, told, closed, elsewhere, a));
              return List.of(a, b);
            });
    OrchestratorId of = roles.get(0).orchestrator();
    assertThat(list(tx -> tx.holds().listUntold(of))).isEqualTo(untold);
    change(tx -> tx.holds().update(untold.get(0).toldNow()));
    assertThat(list(tx -> tx.holds().listUntold(of))).containsExactly(untold.get(1));
  }

  private static Hold with(Hold hold, HoldReason reason) {
    return new Hold(
        hold.id(), hold.orchestrator(), hold.node(), hold.blocker(), reason, at(1), true, at(2));
  }

  private static Hold unknown(Hold hold) {
    return new Hold(
        hold.id(),
        hold.orchestrator(),
        hold.node(),
        null,
        HoldReason.LAUNCH_UNKNOWN,
        hold.opened(),
        false,
        null);
  }
}
