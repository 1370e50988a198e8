package dev.hera.store.tck;

import static dev.hera.store.tck.Sample.newEdge;
import static dev.hera.store.tck.Sample.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Edges}. */
abstract class EdgesChapter extends Chapter {
  EdgesChapter(HeraStoreContract contract) {
    super(contract);
  }

  @Test
  void keeps_every_field() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Edge edge =
        new Edge(
            roles.get(0).orchestrator(), roles.get(1).id(), roles.get(0).id(), Sample.at(4711));
    change(
        tx -> {
          tx.edges().insert(List.of(edge));
          assertThat(tx.edges().list(edge.orchestrator())).containsExactly(edge);
        });
    assertThat(list(tx -> tx.edges().list(edge.orchestrator()))).containsExactly(edge);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    RoleId none = new RoleId(1);
    assertThat(holds(tx -> tx.edges().contains(none, new RoleId(2)))).isFalse();
    assertThat(list(tx -> tx.edges().listBlockers(none))).isEmpty();
    assertThat(list(tx -> tx.edges().listDependents(none))).isEmpty();
    assertThat(list(tx -> tx.edges().list(new OrchestratorId(1)))).isEmpty();
  }

  @Test
  void accepts_an_empty_batch() {
    change(tx -> tx.edges().insert(List.of()));
  }

  @Test
  void contains_an_edge_in_its_own_direction_only() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    RoleId blocked = roles.get(1).id();
    RoleId blocker = roles.get(0).id();
    change(tx -> tx.edges().insert(List.of(newEdge(roles.get(1), roles.get(0)))));
    assertThat(holds(tx -> tx.edges().contains(blocked, blocker))).isTrue();
    assertThat(holds(tx -> tx.edges().contains(blocker, blocked))).isFalse();
  }

  @Test
  void refuses_a_second_edge_of_a_pair() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    Edge edge = newEdge(roles.get(1), roles.get(0));
    change(tx -> tx.edges().insert(List.of(edge)));
    Edge later = new Edge(edge.orchestrator(), edge.blocked(), edge.blocker(), Sample.at(1));
    assertTaken(tx -> tx.edges().insert(List.of(newEdge(roles.get(2), roles.get(0)), later)));
    assertThat(list(tx -> tx.edges().list(edge.orchestrator()))).containsExactly(edge);
  }

  @Test
  void refuses_a_batch_with_an_edge_twice() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Edge edge = newEdge(roles.get(1), roles.get(0));
    assertTaken(tx -> tx.edges().insert(List.of(edge, edge)));
    assertThat(list(tx -> tx.edges().list(edge.orchestrator()))).isEmpty();
  }

  @Test
  void deletes_the_edge_of_a_pair_and_tells_whether_there_was_one() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    RoleId a = roles.get(0).id();
    RoleId b = roles.get(1).id();
    Edge other = newEdge(roles.get(2), roles.get(0));
    change(tx -> tx.edges().insert(List.of(newEdge(roles.get(1), roles.get(0)), other)));
    assertThat(delete(a, b)).isFalse();
    assertThat(delete(b, a)).isTrue();
    assertThat(delete(b, a)).isFalse();
    assertThat(list(tx -> tx.edges().list(other.orchestrator()))).containsExactly(other);
  }

  @Test
  void a_deleted_edge_may_be_inserted_again() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Edge edge = newEdge(roles.get(1), roles.get(0));
    change(
        tx -> {
          tx.edges().insert(List.of(edge));
          tx.edges().delete(edge.blocked(), edge.blocker());
          tx.edges().insert(List.of(edge));
        });
    assertThat(list(tx -> tx.edges().list(edge.orchestrator()))).containsExactly(edge);
  }

  @Test
  void lists_blockers_and_dependents_in_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 12));
    Role middle = roles.get(5);
    change(
        tx -> {
          for (int i : new int[] {4, 0, 3, 1, 2}) {
            tx.edges().insert(List.of(newEdge(middle, roles.get(i))));
          }
          for (int i : new int[] {7, 11, 6, 10, 9, 8}) {
            tx.edges().insert(List.of(newEdge(roles.get(i), middle)));
          }
        });
    assertThat(list(tx -> tx.edges().listBlockers(middle.id()))).isEqualTo(ids(roles, 0, 5));
    assertThat(list(tx -> tx.edges().listDependents(middle.id()))).isEqualTo(ids(roles, 6, 12));
    assertThat(list(tx -> tx.edges().listBlockers(roles.get(0).id()))).isEmpty();
    assertThat(list(tx -> tx.edges().listDependents(roles.get(11).id()))).isEmpty();
  }

  @Test
  void lists_all_of_an_orchestrator_ordered_by_blocked_then_by_blocker() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Role> others = write(tx -> team(tx, "other", 2));
    List<Edge> edges =
        List.of(
            newEdge(roles.get(1), roles.get(0)),
            newEdge(roles.get(2), roles.get(0)),
            newEdge(roles.get(2), roles.get(1)),
            newEdge(roles.get(3), roles.get(0)),
            newEdge(roles.get(3), roles.get(2)));
    change(
        tx -> {
          tx.edges().insert(Sample.reversed(edges));
          tx.edges().insert(List.of(newEdge(others.get(1), others.get(0))));
        });
    assertThat(list(tx -> tx.edges().list(roles.get(0).orchestrator()))).isEqualTo(edges);
  }

  private boolean delete(RoleId blocked, RoleId blocker) {
    return write(tx -> tx.edges().delete(blocked, blocker));
  }

  private static List<RoleId> ids(List<Role> roles, int from, int to) {
    return roles.subList(from, to).stream().map(Role::id).toList();
  }
}
