package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.newRole;
import static dev.hera.store.tck.row.RowFixtures.newTeam;
import static dev.hera.store.tck.row.RowFixtures.orchestrator;
import static dev.hera.store.tck.row.RowFixtures.role;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Roles}. */
public abstract class RolesChapter extends TableChapter<RoleId, Role> {
  /** However a store divides them, some are left over. */
  private static final int MANY = 2_149;

  public RolesChapter(StoreUnderTest tested) {
    super(tested, Transaction::roles, Role::id, new RoleId(1_000_000));
  }

  @Override
  List<Role> newRows(Transaction tx) {
    Orchestrator of = RowFixtures.newPlace(tx);
    return List.of(
        newRole(tx, of, "a"),
        newRole(tx, of, "a").archivedAt(at(1)),
        newRole(tx, of, "b"),
        newRole(tx, of, "c").cancelledAt(at(1)),
        newRole(tx, of, "d"));
  }

  @Test
  void keeps_every_field() {
    Role full =
        write(
            tx -> {
              Role row = full(newRole(tx, orchestrator(tx, "checkout"), "full"));
              tx.roles().insert(List.of(row));
              assertThat(tx.roles().find(row.id())).contains(row);
              return row;
            });
    assertThat(find(full)).isEqualTo(full);
  }

  @Test
  void keeps_each_of_many_that_are_inserted_at_once() {
    List<Role> roles = write(tx -> team(tx, "checkout", MANY));
    assertThat(list(tx -> tx.roles().listActive(roles.get(0).orchestrator(), RoleFilter.ALL)))
        .isEqualTo(roles);
  }

  @Test
  void keeps_none_of_many_one_of_which_exists() {
    List<Role> roles = write(tx -> newTeam(tx, MANY));
    List<Role> more = new ArrayList<>(write(tx -> newRoles(tx, MANY)));
    more.set(MANY / 2, roles.get(MANY / 2));
    assertTaken(tx -> tx.roles().insert(more));
    assertThat(list(tx -> tx.roles().list(more.stream().map(Role::id).toList())))
        .containsExactly(roles.get(MANY / 2));
  }

  /** None of them stored. */
  private static List<Role> newRoles(Transaction tx, int count) {
    Orchestrator of = RowFixtures.newPlace(tx);
    return IntStream.range(0, count).mapToObj(i -> newRole(tx, of, "more-" + i)).toList();
  }

  @Test
  void keeps_absent_fields_absent() {
    Role bare = write(tx -> role(tx, orchestrator(tx, "checkout"), "bare"));
    assertThat(find(bare)).isEqualTo(bare);
  }

  @Test
  void keeps_every_kind_and_status() {
    Role role = write(tx -> role(tx, orchestrator(tx, "checkout"), "role"));
    for (RoleKind kind : RoleKind.values()) {
      for (NodeKind nodeKind : NodeKind.values()) {
        for (Status status : Status.values()) {
          Role changed = with(role, kind, nodeKind, status);
          change(tx -> tx.roles().update(changed));
          assertThat(find(role)).isEqualTo(changed);
        }
      }
    }
  }

  @Test
  void an_update_replaces_every_field() {
    Role bare = write(tx -> role(tx, orchestrator(tx, "checkout"), "bare"));
    Role full =
        write(
            tx -> {
              Role row = full(bare);
              tx.roles().update(row);
              return row;
            });
    assertThat(find(bare)).isEqualTo(full);
    change(tx -> tx.roles().update(bare));
    assertThat(find(bare)).isEqualTo(bare);
  }

  @Test
  void an_update_changes_no_other_row() {
    List<Role> roles = write(tx -> RowFixtures.team(tx, "checkout", 3));
    change(tx -> tx.roles().update(full(roles.get(1))));
    assertThat(find(roles.get(0))).isEqualTo(roles.get(0));
    assertThat(find(roles.get(2))).isEqualTo(roles.get(2));
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    OrchestratorId none = new OrchestratorId(1);
    assertThat(find(tx -> tx.roles().find(new RoleId(1)))).isEmpty();
    assertThat(active(none, "role")).isEmpty();
    assertThat(list(tx -> tx.roles().listActive(none, RoleFilter.ALL))).isEmpty();
    assertThat(list(tx -> tx.roles().listActive(none, RoleFilter.of(RoleKind.WORKER)))).isEmpty();
  }

  @Test
  void refuses_a_second_one_with_the_same_id() {
    Role role = write(tx -> role(tx, orchestrator(tx, "checkout"), "role"));
    assertTaken(tx -> tx.roles().insert(List.of(full(role))));
    assertThat(find(role)).isEqualTo(role);
  }

  @Test
  void lists_the_active_ones_of_an_orchestrator_in_id_order() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    List<Role> active =
        write(
            tx -> {
              Role a = newRole(tx, orchestrator, "z");
              Role archived = newRole(tx, orchestrator, "y").archivedAt(at(1));
              Role b = newRole(tx, orchestrator, "x").cancelledAt(at(1));
              Role c = newRole(tx, orchestrator, "w");
              tx.roles().insert(List.of(c, archived, b, a));
              role(tx, orchestrator(tx, "other"), "role");
              return List.of(a, b, c);
            });
    assertThat(list(tx -> tx.roles().listActive(orchestrator.id(), RoleFilter.ALL)))
        .isEqualTo(active);
  }

  @Test
  void lists_the_active_ones_of_a_kind_in_id_order() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    List<Role> coordinators =
        write(
            tx -> {
              Role a = with(newRole(tx, orchestrator, "z"), RoleKind.COORDINATOR);
              Role archived =
                  with(newRole(tx, orchestrator, "y"), RoleKind.COORDINATOR).archivedAt(at(1));
              Role worker = newRole(tx, orchestrator, "x");
              Role b = with(newRole(tx, orchestrator, "w"), RoleKind.COORDINATOR);
              tx.roles().insert(List.of(b, worker, archived, a));
              Role stranger = newRole(tx, orchestrator(tx, "other"), "z");
              tx.roles().insert(List.of(with(stranger, RoleKind.COORDINATOR)));
              return List.of(a, b);
            });
    OrchestratorId of = orchestrator.id();
    assertThat(list(tx -> tx.roles().listActive(of, RoleFilter.of(RoleKind.COORDINATOR))))
        .isEqualTo(coordinators);
    assertThat(list(tx -> tx.roles().listActive(of, RoleFilter.of(RoleKind.WORKER)))).hasSize(1);
    assertThat(list(tx -> tx.roles().listActive(of, RoleFilter.of(RoleKind.FREELANCE)))).isEmpty();
  }

  private List<Role> active(OrchestratorId orchestrator, String name) {
    return list(tx -> tx.roles().listActive(orchestrator, RoleFilter.named(List.of(name))));
  }

  private Role find(Role role) {
    return read(tx -> tx.roles().find(role.id())).orElseThrow();
  }

  private static Role full(Role role) {
    return new Role(
        role.id(),
        role.orchestrator(),
        "full",
        RoleKind.FREELANCE,
        NodeKind.SUBCOORD,
        "backend",
        "Check the facts.",
        at(1),
        at(2),
        at(3),
        Status.BLOCKED,
        at(4));
  }

  private static Role with(Role role, RoleKind kind, NodeKind nodeKind, Status status) {
    return new Role(
        role.id(),
        role.orchestrator(),
        role.name(),
        kind,
        nodeKind,
        role.project(),
        role.prompt(),
        role.created(),
        role.archived(),
        role.cancelled(),
        status,
        at(5));
  }

  private static Role with(Role role, RoleKind kind) {
    return with(role, kind, NodeKind.WORKER, Status.IDLE);
  }
}
