package dev.hera.memory;

import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Tasks;
import java.util.Collection;
import java.util.List;

/** The tasks of one transaction. */
final class MemoryTasks extends MemoryRows<TaskId, Task> implements Tasks {
  MemoryTasks(MemoryTransaction transaction) {
    super(transaction, tables -> tables.tasks.all);
  }

  @Override
  public List<Task> listActive(Collection<String> worktrees) {
    return transaction.reading().tasks.activeByWorktree.listAny(worktrees);
  }

  static final class Rows {
    private final MemoryTable<TaskId, Task> all;
    private final Index<String, TaskId, Task> activeByWorktree;

    Rows(Undo undo) {
      all = new MemoryTable<>("task", Task::id, undo);
      activeByWorktree = all.index(row -> row.isActive() ? row.worktree() : null);
    }
  }
}
