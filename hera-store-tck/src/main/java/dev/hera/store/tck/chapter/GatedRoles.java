package dev.hera.store.tck.chapter;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;

/** Roles whose gates count. */
final class GatedRoles {
  private GatedRoles() {}

  static List<Role> gated(Transaction tx, int count) {
    List<Role> roles = RowFixtures.team(tx, "checkout", count);
    tx.gates().insert(RowFixtures.newGates(roles));
    return roles;
  }

  static void count(Transaction tx, RoleId role) {
    Gate gate = tx.gates().find(role).orElseThrow();
    tx.gates().update(gate.plus(BlockerOutcome.WORKING));
  }

  static int working(Transaction tx, RoleId role) {
    return tx.gates().find(role).orElseThrow().working();
  }
}
