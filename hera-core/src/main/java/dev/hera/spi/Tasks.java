package dev.hera.spi;

import dev.hera.role.Task;
import dev.hera.role.TaskId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The tasks. */
public interface Tasks {
  void insert(Task task);

  void update(Task task);

  Optional<Task> find(TaskId id);

  /** Those with these ids that exist, archived ones too, in id order. */
  List<Task> list(Collection<TaskId> ids);

  /** Those that are not archived and whose worktree is one of these, in id order. */
  List<Task> listActive(Collection<String> worktrees);
}
