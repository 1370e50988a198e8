package dev.hera.work.rows;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Bindings;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bindings. */
public final class BindingRows extends RowCache<BindingId, Binding> {
  private final Bindings store;
  private final Set<RoleId> touched;

  BindingRows(Bindings store, Set<RoleId> touched, Runnable writing) {
    super(store, Binding::id, writing);
    this.store = store;
    this.touched = touched;
  }

  @Override
  void joins(Binding binding) {
    append(binding.role(), binding);
    append(binding.task(), binding);
    append(binding.orchestrator(), binding);
  }

  /** A task that had a place before was asked for its places; one that is new has none. */
  @Override
  void inserted(Binding binding) {
    touched.add(binding.role());
    touchLeft(answered(binding.task()));
  }

  @Override
  void updated(@Nullable Binding before, Binding after) {
    touched.add(after.role());
    touchLeft(listOf(after.task()));
  }

  /** Where a worker is now is a fact of every role that it went on from: its launch is there. */
  private void touchLeft(List<Binding> ofTask) {
    ofTask.stream().filter(Binding::wentOn).map(Binding::role).forEach(touched::add);
  }

  /** All that a role ever had, ended ones too, in id order. */
  public List<Binding> listOf(RoleId role) {
    return askOnce(role, () -> store.listOfRoles(Set.of(role)));
  }

  /** All that a task ever had, ended ones too, in id order. */
  public List<Binding> listOf(TaskId task) {
    return askOnce(task, () -> store.listOfTasks(Set.of(task)));
  }

  /** Reads those of all these roles in one query. */
  public void readAhead(Collection<RoleId> roles) {
    askAhead(roles, store::listOfRoles, Binding::role);
  }

  /** The same of all these tasks. */
  public void readAheadOf(Collection<TaskId> tasks) {
    askAhead(tasks, store::listOfTasks, Binding::task);
  }

  /** All of an orchestrator, ended ones too, in id order. */
  public List<Binding> list(OrchestratorId orchestrator) {
    return askOnce(orchestrator, () -> store.list(orchestrator, false));
  }

  /** The live ones of an orchestrator, in id order. */
  public List<Binding> listLive(OrchestratorId orchestrator) {
    return ask(orchestrator, () -> store.list(orchestrator, true));
  }
}
