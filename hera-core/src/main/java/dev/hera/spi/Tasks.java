package dev.hera.spi;

import dev.hera.role.Task;
import dev.hera.role.TaskId;
import java.util.Collection;
import java.util.List;

/** The tasks. */
public interface Tasks extends Table<TaskId, Task> {

  /** Those that are not archived and whose worktree is one of these, in id order. */
  List<Task> listActive(Collection<String> worktrees);
}
