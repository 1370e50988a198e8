package dev.hera.spi;

import dev.hera.role.Binding;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import java.util.List;

/**
 * The bindings. Among live ones these are unique: the role; task and orchestrator; worktree and
 * orchestrator, where there is a worktree (M13); and the orchestrator among those whose role is a
 * coordinator (M4). A role keeps its kind for ever.
 */
public interface Bindings {
  void insert(Binding binding);

  void update(Binding binding);

  /** All that a role ever had, ended ones too, in id order. */
  List<Binding> listOf(RoleId role);

  /** All that a task ever had, ended ones too, in id order. */
  List<Binding> listOf(TaskId task);

  /** All of an orchestrator, ended ones too, in id order. */
  List<Binding> list(OrchestratorId orchestrator);

  /** The live ones of an orchestrator, in id order. */
  List<Binding> listLive(OrchestratorId orchestrator);
}
