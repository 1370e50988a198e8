package dev.hera.spi;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import java.util.Collection;
import java.util.List;

/**
 * The bindings. Among live ones these are unique: the role; task and orchestrator; worktree and
 * orchestrator, where there is a worktree (M13); and the orchestrator among those whose role is a
 * coordinator (M4). A role keeps its kind for ever.
 */
public interface Bindings extends Table<BindingId, Binding> {

  /** All that these roles ever had, ended ones too, in id order. */
  List<Binding> listOfRoles(Collection<RoleId> roles);

  /** All that these tasks ever had, ended ones too, in id order. */
  List<Binding> listOfTasks(Collection<TaskId> tasks);

  /** Those of an orchestrator, only the live ones or the ended ones too, in id order. */
  List<Binding> list(OrchestratorId orchestrator, boolean liveOnly);
}
