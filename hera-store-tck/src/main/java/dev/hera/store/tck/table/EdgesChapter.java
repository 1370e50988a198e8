package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.newEdge;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Edges}. */
public abstract class EdgesChapter extends TableChapter<Edge.Key, Edge> {
  /** Of so many pairs in a row, the first {@link #GONE} have their edges deleted. */
  private static final int RANGE = 256;

  private static final int GONE = 80;

  public EdgesChapter(StoreUnderTest tested) {
    super(tested, Transaction::edges, Edge::key, new Edge.Key(new RoleId(1), new RoleId(1)));
  }

  @Override
  List<Edge> newRows(Transaction tx) {
    List<Role> roles = RowFixtures.newTeam(tx, 4);
    return List.of(
        newEdge(roles.get(1), roles.get(0)),
        newEdge(roles.get(2), roles.get(0)),
        newEdge(roles.get(2), roles.get(1)),
        newEdge(roles.get(3), roles.get(0)),
        newEdge(roles.get(3), roles.get(2)));
  }

  @Test
  void keeps_every_field() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Edge edge =
        new Edge(
            roles.get(0).orchestrator(),
            roles.get(1).id(),
            roles.get(0).id(),
            RowFixtures.at(4711));
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
    assertThat(holds(tx -> tx.edges().find(new Edge.Key(none, new RoleId(2))).isPresent()))
        .isFalse();
    assertThat(list(tx -> tx.edges().listBlockers(List.of(none)))).isEmpty();
    assertThat(list(tx -> tx.edges().listDependents(List.of(none)))).isEmpty();
    assertThat(list(tx -> tx.edges().list(new OrchestratorId(1)))).isEmpty();
  }

  @Test
  void contains_an_edge_in_its_own_direction_only() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    RoleId blocked = roles.get(1).id();
    RoleId blocker = roles.get(0).id();
    change(tx -> tx.edges().insert(List.of(newEdge(roles.get(1), roles.get(0)))));
    assertThat(holds(tx -> tx.edges().find(new Edge.Key(blocked, blocker)).isPresent())).isTrue();
    assertThat(holds(tx -> tx.edges().find(new Edge.Key(blocker, blocked)).isPresent())).isFalse();
  }

  @Test
  void refuses_a_second_edge_of_a_pair() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    Edge edge = newEdge(roles.get(1), roles.get(0));
    change(tx -> tx.edges().insert(List.of(edge)));
    Edge later = new Edge(edge.orchestrator(), edge.blocked(), edge.blocker(), RowFixtures.at(1));
    assertTaken(tx -> tx.edges().insert(List.of(newEdge(roles.get(2), roles.get(0)), later)));
    assertThat(list(tx -> tx.edges().list(edge.orchestrator()))).containsExactly(edge);
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
          tx.edges().delete(edge.key());
          tx.edges().insert(List.of(edge));
        });
    assertThat(list(tx -> tx.edges().list(edge.orchestrator()))).containsExactly(edge);
  }

  /** However a store groups its rows: some groups lose their first ones and get others there. */
  @Test
  void keeps_all_others_while_whole_ranges_are_deleted_and_filled_again() {
    List<Edge> all = edgesOfEachPair(write(tx -> team(tx, "checkout", 100)));
    change(tx -> tx.edges().insert(some(all, i -> i % 2 == 0)));
    List<Edge> gone = some(all, i -> i % 2 == 0 && i % RANGE < GONE);
    change(tx -> gone.forEach(edge -> tx.edges().delete(edge.key())));
    change(tx -> tx.edges().insert(some(all, i -> i % RANGE == 1)));
    change(tx -> tx.edges().insert(some(all, i -> i % 2 == 1 && i % RANGE > 2 * GONE)));
    List<Edge> left = some(all, i -> i % RANGE == 1 || i % RANGE >= (1 + i % 2) * GONE);
    assertThat(list(tx -> tx.edges().list(all.get(0).orchestrator()))).isEqualTo(left);
    assertThat(list(tx -> tx.edges().list(all.stream().map(Edge::key).toList()))).isEqualTo(left);
  }

  private static List<Edge> edgesOfEachPair(List<Role> roles) {
    return IntStream.range(0, roles.size())
        .boxed()
        .flatMap(i -> roles.subList(0, i).stream().map(blocker -> newEdge(roles.get(i), blocker)))
        .toList();
  }

  private static List<Edge> some(List<Edge> edges, IntPredicate places) {
    return IntStream.range(0, edges.size()).filter(places).mapToObj(edges::get).toList();
  }

  @Test
  void an_update_replaces_every_field_and_changes_no_other_row() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    Edge edge = newEdge(roles.get(1), roles.get(0));
    Edge other = newEdge(roles.get(2), roles.get(0));
    Edge later = new Edge(edge.orchestrator(), edge.blocked(), edge.blocker(), RowFixtures.at(7));
    change(tx -> tx.edges().insert(List.of(edge, other)));
    change(tx -> tx.edges().update(later));
    assertThat(list(tx -> tx.edges().list(edge.orchestrator()))).containsExactly(later, other);
    assertThat(list(tx -> tx.edges().listBlockers(List.of(edge.blocked())))).containsExactly(later);
  }

  @Test
  void lists_the_blockers_of_some_ordered_by_blocked_then_by_blocker() {
    assertListsOfSome(RowFixtures::newEdge, (tx, roles) -> tx.edges().listBlockers(roles));
  }

  @Test
  void lists_the_dependents_of_some_ordered_by_blocker_then_by_blocked() {
    assertListsOfSome(
        (blocker, blocked) -> newEdge(blocked, blocker),
        (tx, roles) -> tx.edges().listDependents(roles));
  }

  /** Lists edges by one end, ordered by that end and then by the other one. */
  private void assertListsOfSome(
      BiFunction<Role, Role, Edge> edge,
      BiFunction<Transaction, List<RoleId>, List<Edge>> listing) {
    List<Role> roles = write(tx -> team(tx, "checkout", 5));
    List<Edge> edges =
        List.of(
            edge.apply(roles.get(1), roles.get(2)),
            edge.apply(roles.get(1), roles.get(3)),
            edge.apply(roles.get(2), roles.get(0)),
            edge.apply(roles.get(2), roles.get(4)),
            edge.apply(roles.get(4), roles.get(0)));
    change(tx -> tx.edges().insert(RowFixtures.reversed(edges)));
    assertThat(list(tx -> listing.apply(tx, ids(roles, 2)))).isEqualTo(edges.subList(2, 4));
    assertThat(list(tx -> listing.apply(tx, ids(roles, 2, 3, 1, 2))))
        .isEqualTo(edges.subList(0, 4));
    assertThat(list(tx -> listing.apply(tx, ids(roles, 0, 3)))).isEmpty();
    assertThat(list(tx -> listing.apply(tx, List.of()))).isEmpty();
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
          tx.edges().insert(RowFixtures.reversed(edges));
          tx.edges().insert(List.of(newEdge(others.get(1), others.get(0))));
        });
    assertThat(list(tx -> tx.edges().list(roles.get(0).orchestrator()))).isEqualTo(edges);
  }

  private boolean delete(RoleId blocked, RoleId blocker) {
    return write(tx -> tx.edges().delete(new Edge.Key(blocked, blocker)));
  }

  private static List<RoleId> ids(List<Role> roles, int... which) {
    return IntStream.of(which).mapToObj(i -> roles.get(i).id()).toList();
  }
}
