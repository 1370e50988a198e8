package dev.hera.work.rows;

import dev.hera.role.Binding;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Tasks;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks. */
public final class TaskRows extends RowCache<TaskId, Task> {
  private final Tasks store;
  private final BindingRows bindings;
  private final Set<RoleId> touched;

  TaskRows(Tasks store, BindingRows bindings, Set<RoleId> touched, Runnable writing) {
    super(store, Task::id, writing);
    this.store = store;
    this.bindings = bindings;
    this.touched = touched;
  }

  /** A task is a fact of every role that it lives in, or went on from. */
  @Override
  void updated(@Nullable Task before, Task after) {
    bindings.listOf(after.id()).stream()
        .filter(binding -> binding.isLive() || binding.wentOn())
        .map(Binding::role)
        .forEach(touched::add);
  }

  public List<Task> listActive(Collection<String> worktrees) {
    return ask(Set.copyOf(worktrees), () -> store.listActive(worktrees));
  }
}
