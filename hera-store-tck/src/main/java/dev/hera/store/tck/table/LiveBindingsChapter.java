package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.binding;
import static dev.hera.store.tck.row.RowFixtures.newBinding;
import static dev.hera.store.tck.row.RowFixtures.task;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which bindings may be live together. */
public abstract class LiveBindingsChapter extends Chapter {
  public LiveBindingsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void refuses_a_second_live_one_of_a_role() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Binding live = write(tx -> binding(tx, role, task(tx, null)));
    assertTaken(tx -> binding(tx, role, task(tx, null)));
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(role.id())))).containsExactly(live);
  }

  @Test
  void refuses_a_second_live_one_of_a_task_in_an_orchestrator() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Task task = write(tx -> task(tx, null));
    Binding live = write(tx -> binding(tx, roles.get(0), task));
    assertTaken(tx -> binding(tx, roles.get(1), task));
    assertThat(list(tx -> tx.bindings().listOfTasks(List.of(task.id())))).containsExactly(live);
  }

  @Test
  void refuses_a_second_live_one_of_a_worktree_in_an_orchestrator() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Binding live = write(tx -> binding(tx, roles.get(0), task(tx, "/wt/a")));
    assertTaken(tx -> binding(tx, roles.get(1), task(tx, "/wt/a")));
    assertThat(list(tx -> tx.bindings().list(live.orchestrator(), true))).containsExactly(live);
  }

  @Test
  void refuses_a_second_live_one_of_a_coordinator_in_an_orchestrator() {
    Orchestrator of = write(tx -> RowFixtures.orchestrator(tx, "checkout"));
    Role first = write(tx -> RowFixtures.coordinator(tx, of, "first"));
    Role second = write(tx -> RowFixtures.coordinator(tx, of, "second"));
    Binding live = write(tx -> binding(tx, first, task(tx, "/wt/a")));
    assertTaken(tx -> binding(tx, second, task(tx, "/wt/b")));
    Binding ended =
        write(
            tx -> {
              Binding row = newBinding(tx, second, task(tx, null)).endedAt(at(1), EndReason.MOVED);
              tx.bindings().insert(List.of(row));
              return row;
            });
    assertTaken(tx -> tx.bindings().update(revived(ended)));
    assertThat(list(tx -> tx.bindings().list(of.id(), true))).containsExactly(live);
    change(tx -> tx.bindings().update(live.endedAt(at(2), EndReason.SUPERSEDED)));
    change(tx -> tx.bindings().update(revived(ended)));
    assertThat(list(tx -> tx.bindings().list(of.id(), true))).containsExactly(revived(ended));
  }

  @Test
  void a_coordinator_may_be_live_beside_others_and_in_each_orchestrator() {
    for (String name : List.of("here", "there")) {
      Orchestrator of = write(tx -> RowFixtures.orchestrator(tx, name));
      change(tx -> binding(tx, RowFixtures.coordinator(tx, of, "lead"), task(tx, null)));
      change(tx -> binding(tx, RowFixtures.role(tx, of, "a"), task(tx, null)));
      change(tx -> binding(tx, RowFixtures.role(tx, of, "b"), task(tx, null)));
      assertThat(list(tx -> tx.bindings().list(of.id(), true))).hasSize(3);
    }
  }

  @Test
  void refuses_an_update_that_makes_a_second_live_one() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Binding live = write(tx -> binding(tx, role, task(tx, null)));
    Binding ended =
        write(
            tx -> {
              Binding row = newBinding(tx, role, task(tx, null)).endedAt(at(1), EndReason.RELEASED);
              tx.bindings().insert(List.of(row));
              return row;
            });
    assertTaken(tx -> tx.bindings().update(revived(ended)));
    assertThat(list(tx -> tx.bindings().list(live.orchestrator(), true))).containsExactly(live);
  }

  @Test
  void one_that_ended_frees_role_task_and_worktree() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Task task = write(tx -> task(tx, "/wt/a"));
    for (EndReason reason : EndReason.values()) {
      change(tx -> tx.bindings().update(binding(tx, role, task).endedAt(at(1), reason)));
    }
    Binding live = write(tx -> binding(tx, role, task));
    assertThat(list(tx -> tx.bindings().list(role.orchestrator(), true))).containsExactly(live);
    assertThat(list(tx -> tx.bindings().listOfRoles(List.of(role.id()))))
        .hasSize(EndReason.values().length + 1);
  }

  @Test
  void a_task_and_its_worktree_may_be_live_in_several_orchestrators() {
    Task task = write(tx -> task(tx, "/wt/a"));
    Binding here = write(tx -> binding(tx, team(tx, "here", 1).get(0), task));
    Binding there = write(tx -> binding(tx, team(tx, "there", 1).get(0), task));
    assertThat(list(tx -> tx.bindings().listOfTasks(List.of(task.id()))))
        .containsExactly(here, there);
  }

  @Test
  void several_tasks_without_a_worktree_may_be_live_in_an_orchestrator() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    for (Role role : roles) {
      change(tx -> binding(tx, role, task(tx, null)));
    }
    assertThat(list(tx -> tx.bindings().list(roles.get(0).orchestrator(), true))).hasSize(3);
  }

  /** The binding as it was before it ended. */
  private static Binding revived(Binding ended) {
    return new Binding(
        ended.id(),
        ended.role(),
        ended.orchestrator(),
        ended.task(),
        ended.worktree(),
        ended.started(),
        null,
        null);
  }
}
