package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.newGate;
import static dev.hera.store.tck.row.RowFixtures.newGates;
import static dev.hera.store.tck.row.RowFixtures.reversed;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Gates}. */
public abstract class GatesChapter extends TableChapter<RoleId, Gate> {
  public GatesChapter(StoreUnderTest tested) {
    super(tested, Transaction::gates, Gate::role, new RoleId(1_000_000));
  }

  @Override
  List<Gate> newRows(Transaction tx) {
    return newGates(RowFixtures.newTeam(tx, 5));
  }

  @Test
  void keeps_every_field() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    change(tx -> tx.gates().insert(List.of(newGate(role))));
    for (BlockerOutcome outcome : BlockerOutcome.values()) {
      boolean planned = outcome == BlockerOutcome.WORKING;
      Gate gate = new Gate(role.id(), role.orchestrator(), planned, outcome, 100_000, 7);
      change(
          tx -> {
            tx.gates().update(gate);
            assertThat(tx.gates().find(role.id())).contains(gate);
          });
      assertThat(find(tx -> tx.gates().find(role.id()))).contains(gate);
    }
  }

  @Test
  void an_update_changes_no_other_row() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    List<Gate> gates = newGates(roles);
    change(tx -> tx.gates().insert(gates));
    change(tx -> tx.gates().update(gates.get(1).plus(BlockerOutcome.FAILED)));
    assertThat(find(tx -> tx.gates().find(roles.get(0).id()))).contains(gates.get(0));
    assertThat(find(tx -> tx.gates().find(roles.get(2).id()))).contains(gates.get(2));
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(find(tx -> tx.gates().find(new RoleId(1)))).isEmpty();
    assertThat(list(tx -> tx.gates().list(List.of(new RoleId(1))))).isEmpty();
    assertThat(list(tx -> tx.gates().list(new OrchestratorId(1)))).isEmpty();
  }

  @Test
  void refuses_a_second_one_of_a_role() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Gate gate = newGate(role);
    change(tx -> tx.gates().insert(List.of(gate)));
    assertTaken(tx -> tx.gates().insert(List.of(gate.plus(BlockerOutcome.WORKING))));
    assertThat(find(tx -> tx.gates().find(role.id()))).contains(gate);
  }

  @Test
  void lists_all_of_an_orchestrator_in_role_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Gate> gates = newGates(roles);
    change(
        tx -> {
          tx.gates().insert(reversed(gates));
          tx.gates().insert(newGates(team(tx, "other", 2)));
        });
    assertThat(list(tx -> tx.gates().list(roles.get(0).orchestrator()))).isEqualTo(gates);
  }
}
