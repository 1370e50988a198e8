package dev.hera.memory;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Bindings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bindings of one transaction. */
final class MemoryBindings implements Bindings {
  private final MemoryTransaction transaction;

  MemoryBindings(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Binding binding) {
    transaction.writing().bindings.all.insert(binding);
  }

  @Override
  public void update(Binding binding) {
    transaction.writing().bindings.all.update(binding);
  }

  @Override
  public List<Binding> listOf(RoleId role) {
    return transaction.reading().bindings.byRole.list(role);
  }

  @Override
  public List<Binding> listOf(TaskId task) {
    return transaction.reading().bindings.byTask.list(task);
  }

  @Override
  public List<Binding> list(OrchestratorId orchestrator) {
    return transaction.reading().bindings.byOrchestrator.list(orchestrator);
  }

  @Override
  public List<Binding> listLive(OrchestratorId orchestrator) {
    return transaction.reading().bindings.liveByOrchestrator.list(orchestrator);
  }

  private record TaskPlace(TaskId task, OrchestratorId orchestrator) {}

  private record WorktreePlace(String worktree, OrchestratorId orchestrator) {}

  static final class Rows {
    private final Table<BindingId, Binding> all;
    private final Index<RoleId, BindingId, Binding> byRole;
    private final Index<TaskId, BindingId, Binding> byTask;
    private final Index<OrchestratorId, BindingId, Binding> byOrchestrator;
    private final Index<OrchestratorId, BindingId, Binding> liveByOrchestrator;

    Rows(Undo undo, MemoryRoles.Rows roles) {
      all = new Table<>("binding", Binding::id, undo);
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
