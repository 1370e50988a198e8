package dev.hera.memory;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.Bindings;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** The bindings of one transaction. */
final class MemoryBindings extends MemoryRows<BindingId, Binding> implements Bindings {
  private final Index<RoleId, BindingId, Binding> byRole;
  private final Index<TaskId, BindingId, Binding> byTask;
  private final Index<OrchestratorId, BindingId, Binding> byOrchestrator;
  private final Index<OrchestratorId, BindingId, Binding> liveByOrchestrator;

  MemoryBindings(ChangedState state, Predicate<RoleId> coordinators) {
    super(state, RowKind.BINDING, Binding::id);
    unique("live role", row -> row.isLive() ? row.role() : null);
    unique(
        "live task of the orchestrator",
        row -> row.isLive() ? Tuple.of(row.task(), row.orchestrator()) : null);
    unique(
        "live worktree of the orchestrator",
        row ->
            row.isLive() && row.worktree() != null
                ? Tuple.of(row.worktree(), row.orchestrator())
                : null);
    unique(
        "live coordinator of the orchestrator",
        row -> row.isLive() && coordinators.test(row.role()) ? row.orchestrator() : null);
    byRole = index(Binding::role);
    byTask = index(Binding::task);
    byOrchestrator = index(Binding::orchestrator);
    liveByOrchestrator = index(row -> row.isLive() ? row.orchestrator() : null);
  }

  @Override
  public List<Binding> listOfRoles(Collection<RoleId> roles) {
    return byRole.listAny(roles);
  }

  @Override
  public List<Binding> listOfTasks(Collection<TaskId> tasks) {
    return byTask.listAny(tasks);
  }

  @Override
  public List<Binding> list(OrchestratorId orchestrator, boolean liveOnly) {
    return (liveOnly ? liveByOrchestrator : byOrchestrator).list(orchestrator);
  }
}
