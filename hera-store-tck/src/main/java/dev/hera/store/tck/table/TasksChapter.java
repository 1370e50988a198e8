package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.newTask;
import static dev.hera.store.tck.row.RowFixtures.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.HostId;
import dev.hera.role.ReviewCause;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Tasks}. */
public abstract class TasksChapter extends TableChapter<TaskId, Task> {
  public TasksChapter(StoreUnderTest tested) {
    super(tested, Transaction::tasks, Task::id, new TaskId(1_000_000));
  }

  @Override
  List<Task> newRows(Transaction tx) {
    return List.of(
        newTask(tx, "/wt/a"),
        newTask(tx, "/wt/a").archivedAt(at(1)),
        newTask(tx, null),
        newTask(tx, "/wt/a"),
        newTask(tx, "/wt/b"));
  }

  @Test
  void keeps_every_field() {
    Task full =
        write(
            tx -> {
              Task row = full(newTask(tx, null));
              tx.tasks().insert(List.of(row));
              assertThat(tx.tasks().find(row.id())).contains(row);
              return row;
            });
    assertThat(find(full)).isEqualTo(full);
  }

  @Test
  void keeps_absent_fields_absent() {
    Task bare = write(tx -> task(tx, null));
    assertThat(find(bare)).isEqualTo(bare);
  }

  @Test
  void keeps_every_status_cause_and_session_state() {
    Task task = write(tx -> task(tx, null));
    for (TaskStatus status : TaskStatus.values()) {
      for (ReviewCause cause : ReviewCause.values()) {
        for (SessionState session : SessionState.values()) {
          Task changed = task.withStatus(status, cause, false).withSession(session, null);
          change(tx -> tx.tasks().update(changed));
          assertThat(find(task)).isEqualTo(changed);
        }
      }
    }
  }

  @Test
  void keeps_every_exit_code() {
    Task task = write(tx -> task(tx, null));
    for (int code : new int[] {0, 1, -1, 255, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      Task ended = task.withSession(SessionState.ENDED, code);
      change(tx -> tx.tasks().update(ended));
      assertThat(find(task)).isEqualTo(ended);
    }
  }

  @Test
  void an_update_replaces_every_field() {
    Task bare = write(tx -> task(tx, null));
    Task full = full(bare);
    change(tx -> tx.tasks().update(full));
    assertThat(find(bare)).isEqualTo(full);
    change(tx -> tx.tasks().update(bare));
    assertThat(find(bare)).isEqualTo(bare);
  }

  @Test
  void an_update_changes_no_other_row() {
    Task other = write(tx -> task(tx, "/wt/a"));
    change(tx -> tx.tasks().update(full(task(tx, null))));
    assertThat(find(other)).isEqualTo(other);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(find(tx -> tx.tasks().find(new TaskId(1)))).isEmpty();
    assertThat(list(tx -> tx.tasks().listActive(List.of("/wt/a")))).isEmpty();
  }

  @Test
  void refuses_a_second_one_with_the_same_id() {
    Task task = write(tx -> task(tx, null));
    assertTaken(tx -> tx.tasks().insert(List.of(full(task))));
    assertThat(find(task)).isEqualTo(task);
  }

  @Test
  void several_may_share_a_name_and_a_worktree() {
    List<Task> tasks =
        write(
            tx -> {
              Task first = task(tx, "/wt/a");
              Task row = newTask(tx, "/wt/a");
              Task second = withName(row, first.name());
              tx.tasks().insert(List.of(second));
              return List.of(first, second);
            });
    assertThat(list(tx -> tx.tasks().listActive(List.of("/wt/a")))).isEqualTo(tasks);
  }

  @Test
  void lists_the_active_ones_of_the_worktrees_in_id_order() {
    List<Task> tasks =
        write(
            tx -> {
              Task a = newTask(tx, "/wt/z");
              Task archived = newTask(tx, "/wt/z").archivedAt(at(1));
              Task b = newTask(tx, "/wt");
              Task elsewhere = newTask(tx, "/wt/zz");
              Task c = newTask(tx, "/wt/z");
              Task nowhere = newTask(tx, null);
              tx.tasks().insert(List.of(c, nowhere, archived, b, elsewhere, a));
              return List.of(a, b, c);
            });
    List<String> asked = List.of("/wt/z", "/wt", "/wt/none", "/wt/z");
    assertThat(list(tx -> tx.tasks().listActive(asked))).isEqualTo(tasks);
    assertThat(list(tx -> tx.tasks().listActive(List.of()))).isEmpty();
  }

  @Test
  void worktrees_are_compared_exactly() {
    List<String> worktrees =
        List.of("/wt/a", "/wt/A", "/wt/a ", "/wt/\u00e9", "/wt/e\u0301", "/wt/%", "/wt/_");
    for (String worktree : worktrees) {
      change(tx -> task(tx, worktree));
    }
    for (String worktree : worktrees) {
      assertThat(list(tx -> tx.tasks().listActive(List.of(worktree))))
          .extracting(Task::worktree)
          .containsExactly(worktree);
    }
  }

  @Test
  void a_worktree_that_changed_is_found_at_its_new_place_only() {
    Task task = write(tx -> task(tx, "/wt/old"));
    Task moved =
        new Task(
            task.id(),
            task.name(),
            task.project(),
            task.status(),
            task.reviewCause(),
            task.readyToClose(),
            "/wt/new",
            "branch",
            "base",
            task.session(),
            task.exitCode(),
            task.handoffNote(),
            task.created(),
            task.archived(),
            task.host());
    change(tx -> tx.tasks().update(moved));
    assertThat(list(tx -> tx.tasks().listActive(List.of("/wt/old")))).isEmpty();
    assertThat(list(tx -> tx.tasks().listActive(List.of("/wt/new")))).containsExactly(moved);
  }

  private Task find(Task task) {
    return read(tx -> tx.tasks().find(task.id())).orElseThrow();
  }

  private static Task full(Task task) {
    return new Task(
        task.id(),
        "full",
        "backend",
        TaskStatus.IN_REVIEW,
        ReviewCause.SESSION_ENDED,
        true,
        "/wt/full",
        "hera/checkout/full",
        "main",
        SessionState.ENDED,
        137,
        "Look at the log first.",
        at(1),
        at(2),
        new HostId("host"));
  }

  private static Task withName(Task task, String name) {
    return new Task(
        task.id(),
        name,
        task.project(),
        task.status(),
        task.reviewCause(),
        task.readyToClose(),
        task.worktree(),
        task.branch(),
        task.baseBranch(),
        task.session(),
        task.exitCode(),
        task.handoffNote(),
        task.created(),
        task.archived(),
        task.host());
  }
}
