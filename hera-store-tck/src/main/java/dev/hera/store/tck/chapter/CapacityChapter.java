package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.plan.HoldId;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Large plans and long lists; the time limit is there so that nothing hangs. */
public abstract class CapacityChapter extends Chapter {
  private static final int NODES = Effort.of(10_000, 100_000);
  private static final int BATCH = 10_000;
  private static final int FAN = NODES / 2;
  private static final int LONG_LIST = 40_000;

  public CapacityChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void a_large_plan_with_a_chain_of_all_and_three_edges_a_node() {
    List<Role> roles = insertNodes();
    for (int from = 0; from < NODES; from += BATCH) {
      List<Edge> edges = edges(roles, from, from + BATCH);
      change(tx -> tx.edges().insert(edges));
    }
    OrchestratorId of = roles.get(0).orchestrator();
    Role last = roles.get(NODES - 1);
    assertThat(list(tx -> tx.roles().listActive(of, RoleFilter.ALL))).hasSize(NODES);
    assertThat(list(tx -> tx.gates().list(of))).hasSize(NODES);
    assertThat(list(tx -> tx.edges().list(of)))
        .hasSize(edges(roles, 0, NODES).size())
        .hasSizeGreaterThanOrEqualTo(3 * NODES - 10);
    assertThat(list(tx -> tx.edges().listBlockers(List.of(last.id())))).hasSize(3);
    assertThat(list(tx -> tx.edges().listDependents(List.of(last.id())))).isEmpty();
    RoleFilter named = RoleFilter.named(List.of(last.name()));
    assertThat(list(tx -> tx.roles().listActive(of, named))).containsExactly(last);
  }

  @Test
  void a_node_with_half_of_a_large_plan_as_blockers_and_half_as_dependents() {
    List<Role> roles = insertNodes();
    Role middle = roles.get(FAN);
    List<Edge> edges =
        Stream.concat(
                roles.subList(0, FAN).stream().map(blocker -> RowFixtures.newEdge(middle, blocker)),
                roles.subList(FAN + 1, NODES).stream()
                    .map(blocked -> RowFixtures.newEdge(blocked, middle)))
            .toList();
    change(tx -> tx.edges().insert(edges));
    List<RoleId> blockers =
        read(tx -> tx.edges().listBlockers(List.of(middle.id()))).stream()
            .map(Edge::blocker)
            .toList();
    List<RoleId> dependents =
        read(tx -> tx.edges().listDependents(List.of(middle.id()))).stream()
            .map(Edge::blocked)
            .toList();
    assertThat(blockers).hasSize(FAN).isSorted();
    assertThat(dependents).hasSize(NODES - FAN - 1).isSorted();
    assertThat(list(tx -> tx.gates().list(blockers))).hasSize(FAN);
    assertThat(list(tx -> tx.edges().listDependents(blockers))).hasSize(FAN);
    assertThat(list(tx -> tx.edges().listBlockers(dependents))).hasSize(NODES - FAN - 1);
  }

  @Test
  void a_list_of_40_000_values_may_be_asked_for() {
    Role role = write(tx -> RowFixtures.team(tx, "checkout", 1)).get(0);
    OrchestratorId of = role.orchestrator();
    change(tx -> tx.gates().insert(List.of(RowFixtures.newGate(role))));
    change(tx -> RowFixtures.launch(tx, role));
    List<Long> ids = LongStream.rangeClosed(1, LONG_LIST).boxed().toList();
    List<String> names = new ArrayList<>(ids.stream().map(id -> "name-" + id).toList());
    names.add(role.name());
    List<RoleId> roles =
        Stream.concat(ids.stream().map(RoleId::new), Stream.of(role.id())).toList();
    List<MessageId> messages = ids.stream().map(MessageId::new).toList();
    List<OrchestratorId> others =
        ids.stream().map(id -> new OrchestratorId(of.value() + id)).toList();
    assertThat(list(tx -> tx.roles().listActive(of, RoleFilter.named(names))))
        .containsExactly(role);
    assertThat(list(tx -> tx.gates().list(roles))).hasSize(1);
    assertThat(list(tx -> tx.launches().listOf(roles))).hasSize(1);
    assertThat(list(tx -> tx.edges().listBlockers(roles))).isEmpty();
    assertThat(list(tx -> tx.edges().listDependents(roles))).isEmpty();
    assertThat(list(tx -> tx.bindings().listOfRoles(roles))).isEmpty();
    assertThat(list(tx -> tx.bindings().listOfTasks(ids.stream().map(TaskId::new).toList())))
        .isEmpty();
    assertThat(list(tx -> tx.tasks().listActive(names))).isEmpty();
    assertThat(list(tx -> tx.messages().listAfter(others, new MessageId(0), 200))).isEmpty();
    assertThat(list(tx -> tx.launches().listDue(LaunchState.OPEN, RowFixtures.at(1), others, 10)))
        .hasSize(1);
    change(tx -> tx.messages().markRead(messages, RowFixtures.at(1)));
  }

  @Test
  void the_rows_of_40_000_keys_may_be_asked_for() {
    Role role = write(tx -> RowFixtures.team(tx, "checkout", 1)).get(0);
    List<Long> ids = LongStream.rangeClosed(1, LONG_LIST).boxed().toList();
    assertThat(rows(Transaction::orchestrators, ids, OrchestratorId::new)).hasSize(1);
    assertThat(rows(Transaction::roles, ids, RoleId::new)).containsExactly(role);
    assertThat(rows(Transaction::tasks, ids, TaskId::new)).isEmpty();
    assertThat(rows(Transaction::bindings, ids, BindingId::new)).isEmpty();
    assertThat(rows(Transaction::edges, ids, id -> new Edge.Key(new RoleId(id), role.id())))
        .isEmpty();
    assertThat(rows(Transaction::gates, ids, RoleId::new)).isEmpty();
    assertThat(rows(Transaction::launches, ids, LaunchId::new)).isEmpty();
    assertThat(rows(Transaction::holds, ids, HoldId::new)).isEmpty();
    assertThat(rows(Transaction::messages, ids, MessageId::new)).isEmpty();
  }

  private <K, R> List<R> rows(
      Function<Transaction, ? extends Table<K, R>> table, List<Long> ids, Function<Long, K> key) {
    return list(tx -> table.apply(tx).list(ids.stream().map(key).toList()));
  }

  private List<Role> insertNodes() {
    List<Role> all = new ArrayList<>(write(tx -> RowFixtures.team(tx, "checkout", 1)));
    change(tx -> tx.gates().insert(RowFixtures.newGates(all)));
    while (all.size() < NODES) {
      int count = Math.min(BATCH, NODES - all.size());
      all.addAll(
          write(
              tx -> {
                OrchestratorId of = all.get(0).orchestrator();
                List<Role> batch =
                    RowFixtures.roles(tx, tx.orchestrators().find(of).orElseThrow(), count);
                tx.gates().insert(RowFixtures.newGates(batch));
                return batch;
              }));
    }
    return all;
  }

  /** For each node from the one index up to the other, edges to the one before and to others. */
  private static List<Edge> edges(List<Role> roles, int from, int to) {
    List<Edge> edges = new ArrayList<>();
    for (int i = Math.max(from, 1); i < to; i++) {
      for (int blocker : blockers(i)) {
        edges.add(RowFixtures.newEdge(roles.get(i), roles.get(blocker)));
      }
    }
    return edges;
  }

  private static Set<Integer> blockers(int node) {
    Set<Integer> blockers = new TreeSet<>(Set.of(node - 1));
    blockers.add(node / 2);
    blockers.add(0);
    if (node % 1_000 == 0) {
      blockers.add(node / 3);
    }
    blockers.remove(node);
    return blockers;
  }
}
