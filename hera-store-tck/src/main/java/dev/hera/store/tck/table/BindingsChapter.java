package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.binding;
import static dev.hera.store.tck.row.RowFixtures.newBinding;
import static dev.hera.store.tck.row.RowFixtures.task;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Bindings}. */
public abstract class BindingsChapter extends TableChapter<BindingId, Binding> {
  public BindingsChapter(StoreUnderTest tested) {
    super(tested, Transaction::bindings, Binding::id, new BindingId(1_000_000));
  }

  @Override
  List<Binding> newRows(Transaction tx) {
    List<Role> roles = RowFixtures.newTeam(tx, 4);
    return List.of(
        newBinding(tx, roles.get(3), task(tx, null)),
        newBinding(tx, roles.get(3), task(tx, "/wt/a")).endedAt(at(1), EndReason.MOVED),
        newBinding(tx, roles.get(2), task(tx, null)),
        newBinding(tx, roles.get(1), task(tx, "/wt/a")),
        newBinding(tx, roles.get(0), task(tx, null)));
  }

  @Test
  void keeps_every_field() {
    for (EndReason reason : EndReason.values()) {
      Binding ended =
          write(
              tx -> {
                Role role = team(tx, "checkout-" + reason, 1).get(0);
                Binding row = newBinding(tx, role, task(tx, "/wt/a")).endedAt(at(7), reason);
                tx.bindings().insert(List.of(row));
                assertThat(tx.bindings().listOfRoles(List.of(row.role()))).containsExactly(row);
                return row;
              });
      assertThat(list(tx -> tx.bindings().listOfRoles(List.of(ended.role()))))
          .containsExactly(ended);
    }
  }

  @Test
  void keeps_absent_fields_absent() {
    Binding live = write(tx -> binding(tx, team(tx, "checkout", 1).get(0), task(tx, null)));
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(live.role())))).containsExactly(live);
  }

  @Test
  void an_update_replaces_every_field() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Binding live = write(tx -> binding(tx, roles.get(0), task(tx, null)));
    Binding other =
        write(
            tx -> {
              Task place = task(tx, "/wt/b");
              Binding row =
                  new Binding(
                      live.id(),
                      roles.get(1).id(),
                      roles.get(1).orchestrator(),
                      place.id(),
                      place.worktree(),
                      at(1),
                      at(2),
                      EndReason.MOVED);
              tx.bindings().update(row);
              return row;
            });
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(roles.get(0).id())))).isEmpty();
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(roles.get(1).id()))))
        .containsExactly(other);
    change(tx -> tx.bindings().update(live));
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(roles.get(0).id()))))
        .containsExactly(live);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(new RoleId(1))))).isEmpty();
    assertThat(list(tx -> tx.bindings().listOfTasks(List.of(new TaskId(1))))).isEmpty();
    assertThat(list(tx -> tx.bindings().list(new OrchestratorId(1), true))).isEmpty();
    assertThat(list(tx -> tx.bindings().list(new OrchestratorId(1), false))).isEmpty();
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of()))).isEmpty();
    assertThat(list(tx -> tx.bindings().listOfTasks(List.of()))).isEmpty();
  }

  @Test
  void refuses_a_second_one_with_the_same_id() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Binding first = write(tx -> binding(tx, roles.get(0), task(tx, null)));
    assertTaken(
        tx -> {
          Binding second = newBinding(tx, roles.get(1), task(tx, null));
          tx.bindings().insert(List.of(withId(second, first)));
        });
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(roles.get(1).id())))).isEmpty();
  }

  @Test
  void lists_all_of_a_role_and_all_of_a_task_in_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Task task = write(tx -> task(tx, null));
    List<Binding> rows =
        write(
            tx -> {
              Binding a = newBinding(tx, roles.get(0), task).endedAt(at(9), EndReason.REBOUND);
              Binding b = newBinding(tx, roles.get(0), task).endedAt(at(1), EndReason.RELEASED);
              Binding c = newBinding(tx, roles.get(0), task);
              Binding other = newBinding(tx, roles.get(1), task(tx, null));
              tx.bindings().insert(List.of(c, a, other, b));
              return List.of(a, b, c);
            });
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(roles.get(0).id())))).isEqualTo(rows);
    assertThat(list(tx -> tx.bindings().listOfTasks(List.of(task.id())))).isEqualTo(rows);
  }

  @Test
  void lists_all_of_several_roles_and_tasks_in_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Binding> rows =
        write(
            tx -> {
              Task shared = task(tx, null);
              Binding a = newBinding(tx, roles.get(2), shared).endedAt(at(1), EndReason.MOVED);
              Binding b = newBinding(tx, roles.get(0), task(tx, null));
              Binding c = newBinding(tx, roles.get(2), task(tx, null));
              Binding other = newBinding(tx, roles.get(1), task(tx, null));
              Binding d = newBinding(tx, roles.get(3), shared);
              tx.bindings().insert(List.of(d, c, other, b, a));
              return List.of(a, b, c, d);
            });
    List<RoleId> ofRoles =
        List.of(
            roles.get(3).id(),
            new RoleId(1_000_000),
            roles.get(0).id(),
            roles.get(2).id(),
            roles.get(0).id());
    assertThat(list(tx -> tx.bindings().listOfRoles(ofRoles))).isEqualTo(rows);
    List<TaskId> ofTasks =
        List.of(
            rows.get(2).task(),
            new TaskId(1_000_000),
            rows.get(1).task(),
            rows.get(0).task(),
            rows.get(2).task());
    assertThat(list(tx -> tx.bindings().listOfTasks(ofTasks))).isEqualTo(rows);
  }

  @Test
  void lists_the_live_ones_and_all_of_an_orchestrator_in_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Binding> live =
        write(
            tx -> {
              Binding a = newBinding(tx, roles.get(3), task(tx, null));
              Binding ended =
                  newBinding(tx, roles.get(1), task(tx, null)).endedAt(at(1), EndReason.MOVED);
              Binding b = newBinding(tx, roles.get(2), task(tx, null));
              Binding c = newBinding(tx, roles.get(0), task(tx, null));
              Binding elsewhere = newBinding(tx, team(tx, "other", 1).get(0), task(tx, null));
              tx.bindings().insert(List.of(c, ended, b, elsewhere, a));
              return List.of(a, b, c);
            });
    OrchestratorId of = roles.get(0).orchestrator();
    assertThat(list(tx -> tx.bindings().list(of, true))).isEqualTo(live);
    assertThat(list(tx -> tx.bindings().list(of, false)))
        .hasSize(4)
        .containsAll(live)
        .isSortedAccordingTo(Comparator.comparing(Binding::id));
  }

  private static Binding withId(Binding binding, Binding id) {
    return new Binding(
        id.id(),
        binding.role(),
        binding.orchestrator(),
        binding.task(),
        binding.worktree(),
        binding.started(),
        binding.ended(),
        binding.endReason());
  }
}
