package dev.hera.memory;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Bindings;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bindings of one transaction. */
final class MemoryBindings extends MemoryRows<BindingId, Binding> implements Bindings {
  MemoryBindings(MemoryTransaction transaction) {
    super(transaction, tables -> tables.bindings.all);
  }

  @Override
  public List<Binding> listOfRoles(Collection<RoleId> roles) {
    return rows().byRole.listAny(roles);
  }

  @Override
  public List<Binding> listOfTasks(Collection<TaskId> tasks) {
    return rows().byTask.listAny(tasks);
  }

  @Override
  public List<Binding> list(OrchestratorId orchestrator, boolean liveOnly) {
    return (liveOnly ? rows().liveByOrchestrator : rows().byOrchestrator).list(orchestrator);
  }

  private Rows rows() {
    return transaction.reading().bindings;
  }

  private record TaskPlace(TaskId task, OrchestratorId orchestrator) {}

  private record WorktreePlace(String worktree, OrchestratorId orchestrator) {}

  static final class Rows {
    private final MemoryTable<BindingId, Binding> all;
    private final Index<RoleId, BindingId, Binding> byRole;
    private final Index<TaskId, BindingId, Binding> byTask;
    private final Index<OrchestratorId, BindingId, Binding> byOrchestrator;
    private final Index<OrchestratorId, BindingId, Binding> liveByOrchestrator;

    Rows(Undo undo, MemoryRoles.Rows roles) {
      all = new MemoryTable<>("binding", Binding::id, undo);
      all.unique("live role", row -> row.isLive() ? row.role() : null);
      all.unique("live task of the orchestrator", Rows::taskPlace);
      all.unique("live worktree of the orchestrator", Rows::worktreePlace);
      all.unique(
          "live coordinator of the orchestrator",
          row -> row.isLive() && roles.isCoordinator(row.role()) ? row.orchestrator() : null);
      byRole = all.index(Binding::role);
      byTask = all.index(Binding::task);
      byOrchestrator = all.index(Binding::orchestrator);
      liveByOrchestrator = all.index(row -> row.isLive() ? row.orchestrator() : null);
    }

    private static @Nullable TaskPlace taskPlace(Binding row) {
      return row.isLive() ? new TaskPlace(row.task(), row.orchestrator()) : null;
    }

    private static @Nullable WorktreePlace worktreePlace(Binding row) {
      String worktree = row.worktree();
      return row.isLive() && worktree != null
          ? new WorktreePlace(worktree, row.orchestrator())
          : null;
    }
  }
}
