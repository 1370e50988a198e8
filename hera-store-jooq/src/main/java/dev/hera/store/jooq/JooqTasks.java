package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.TASKS;

import dev.hera.role.ReviewCause;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Tasks;
import dev.hera.store.jooq.tables.tables.records.TasksRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

record JooqTasks(Scope scope) implements Tasks {
  private static final Kept<Task> BY_ID = Kept.byKey(TASKS, JooqTasks::task);

  @Override
  public void insert(Task task) {
    scope.insert(List.of(row(task)));
  }

  @Override
  public void update(Task task) {
    scope.update(row(task));
  }

  @Override
  public Optional<Task> find(TaskId id) {
    return scope.find(BY_ID, id.value());
  }

  @Override
  public List<Task> list(Collection<TaskId> ids) {
    return Chunks.list(
        scope,
        ids.stream().map(TaskId::value).toList(),
        some ->
            scope.read(
                sql ->
                    sql.selectFrom(TASKS)
                        .where(TASKS.ID.in(some))
                        .orderBy(TASKS.ID)
                        .fetch(JooqTasks::task)));
  }

  @Override
  public List<Task> listActive(Collection<String> worktrees) {
    return Chunks.list(scope, worktrees, this::listActiveOf).stream()
        .sorted(Comparator.comparing(Task::id))
        .toList();
  }

  private List<Task> listActiveOf(List<String> worktrees) {
    return scope.read(
        sql ->
            sql.selectFrom(TASKS)
                .where(TASKS.WORKTREE.in(worktrees))
                .and(TASKS.ARCHIVED.isNull())
                .fetch(JooqTasks::task));
  }

  private static TasksRecord row(Task task) {
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
        Columns.millis(task.archived()));
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
        Columns.instant(row.getArchived()));
  }
}
