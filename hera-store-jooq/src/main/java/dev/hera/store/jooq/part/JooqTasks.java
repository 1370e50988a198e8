package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.TASKS;

import dev.hera.role.ReviewCause;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Tasks;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.TasksRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

final class JooqTasks extends JooqTable<TaskId, Task> implements Tasks {
  private static final Lookup<Task> BY_ID = Lookup.byKey(TASKS, JooqTasks::task);
  private static final Lookup<Task> BY_WORKTREE =
      BY_ID.by(TASKS.WORKTREE).where(TASKS.ARCHIVED.isNull());

  JooqTasks(SqlScope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public List<Task> listActive(Collection<String> worktrees) {
    return listAny(BY_WORKTREE, List.copyOf(worktrees)).stream()
        .sorted(Comparator.comparing(Task::id))
        .toList();
  }

  @Override
  TasksRecord record(Task task) {
    return new TasksRecord(
        task.id().value(),
        task.name(),
        task.project(),
        task.status().wire(),
        Columns.wire(task.reviewCause()),
        task.readyToClose(),
        task.worktree(),
        task.branch(),
        task.baseBranch(),
        task.session().wire(),
        task.exitCode(),
        task.handoffNote(),
        task.created().toEpochMilli(),
        Columns.millis(task.archived()),
        Columns.text(task.host()));
  }

  private static Task task(TasksRecord row) {
    return new Task(
        new TaskId(row.getId()),
        row.getName(),
        row.getProject(),
        Columns.constant(TaskStatus.class, row.getStatus()),
        Columns.constantOrNull(ReviewCause.class, row.getReviewCause()),
        row.getReadyToClose(),
        row.getWorktree(),
        row.getBranch(),
        row.getBaseBranch(),
        Columns.constant(SessionState.class, row.getSessionState()),
        row.getExitCode(),
        row.getHandoffNote(),
        Instant.ofEpochMilli(row.getCreated()),
        Columns.instant(row.getArchived()),
        Columns.host(row.getHost()));
  }
}
