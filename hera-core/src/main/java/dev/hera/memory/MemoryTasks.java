package dev.hera.memory;

import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Tasks;
import java.util.Collection;
import java.util.List;

/** The tasks of one transaction. */
final class MemoryTasks extends MemoryRows<TaskId, Task> implements Tasks {
  private final Index<String, TaskId, Task> activeByWorktree;

  MemoryTasks(ChangedState state) {
    super(state, RowKind.TASK, Task::id);
    activeByWorktree = index(row -> row.isActive() ? row.worktree() : null);
  }

  @Override
  public List<Task> listActive(Collection<String> worktrees) {
    return activeByWorktree.listAny(worktrees);
  }
}
