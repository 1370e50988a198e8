package dev.hera.memory;

import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Tasks;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tasks of one transaction. */
final class MemoryTasks implements Tasks {
  private final MemoryTransaction transaction;

  MemoryTasks(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Task task) {
    transaction.writing().tasks.all.insert(task);
  }

  @Override
  public void update(Task task) {
    transaction.writing().tasks.all.update(task);
  }

  @Override
  public Optional<Task> find(TaskId id) {
    return transaction.reading().tasks.all.find(id);
  }

  @Override
  public List<Task> list(Collection<TaskId> ids) {
    return transaction.reading().tasks.all.list(ids);
  }

  @Override
  public List<Task> listActive(Collection<String> worktrees) {
    return transaction.reading().tasks.activeByWorktree.listAny(worktrees);
  }

  static final class Rows {
    private final Table<TaskId, Task> all;
    private final Index<String, TaskId, Task> activeByWorktree;

    Rows(Undo undo) {
      all = new Table<>("task", Task::id, undo);
      activeByWorktree = all.index(row -> row.isActive() ? row.worktree() : null);
    }
  }
}
