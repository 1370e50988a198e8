package dev.hera.work;

import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Tasks;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The tasks. */
public final class TaskRows extends RowCache<TaskId, Task> {
  private final Tasks store;

  TaskRows(Tasks store) {
    super(store, Task::id);
    this.store = store;
  }

  public List<Task> listActive(Collection<String> worktrees) {
    return ask(Set.copyOf(worktrees), () -> store.listActive(worktrees));
  }
}
