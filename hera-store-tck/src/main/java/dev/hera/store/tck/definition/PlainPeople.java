package dev.hera.store.tck.definition;

import dev.hera.host.Host;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.HostId;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Bindings;
import dev.hera.spi.Hosts;
import dev.hera.spi.Orchestrators;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Roles;
import dev.hera.spi.Tasks;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What each query of the SPI means on plain rows: orchestrators, roles, tasks, bindings and hosts.
 */
final class PlainPeople {
  private PlainPeople() {}

  static final class OrchestratorRows extends PlainRows<OrchestratorId, Orchestrator>
      implements Orchestrators {
    OrchestratorRows() {
      super(Orchestrator::id, Comparator.naturalOrder());
      unique(row -> row.isActive() ? row.name() : null);
    }

    @Override
    public Optional<Orchestrator> findActive(String name) {
      return listActive().stream().filter(row -> row.name().equals(name)).findFirst();
    }

    @Override
    public List<Orchestrator> listActive() {
      return where(Orchestrator::isActive);
    }

    @Override
    public List<Orchestrator> listChildren(OrchestratorId parent) {
      return where(row -> parent.equals(row.parent()));
    }
  }

  static final class RoleRows extends PlainRows<RoleId, Role> implements Roles {
    RoleRows() {
      super(Role::id, Comparator.naturalOrder());
      unique(row -> row.isActive() ? List.of(row.orchestrator(), row.name()) : null);
    }

    @Override
    public List<Role> listActive(OrchestratorId orchestrator, RoleFilter filter) {
      return where(
          row ->
              row.isActive()
                  && row.orchestrator().equals(orchestrator)
                  && (filter.kind() == null || filter.kind() == row.kind())
                  && (filter.names() == null || filter.names().contains(row.name())));
    }
  }

  static final class TaskRows extends PlainRows<TaskId, Task> implements Tasks {
    TaskRows() {
      super(Task::id, Comparator.naturalOrder());
    }

    @Override
    public List<Task> listActive(Collection<String> worktrees) {
      return where(
          row -> row.isActive() && row.worktree() != null && worktrees.contains(row.worktree()));
    }
  }

  static final class BindingRows extends PlainRows<BindingId, Binding> implements Bindings {
    BindingRows(Predicate<RoleId> isCoordinator) {
      super(Binding::id, Comparator.naturalOrder());
      unique(row -> row.isLive() ? row.role() : null);
      unique(row -> row.isLive() ? List.of(row.task(), row.orchestrator()) : null);
      unique(row -> row.isLive() ? worktreePlace(row) : null);
      unique(row -> row.isLive() && isCoordinator.test(row.role()) ? row.orchestrator() : null);
    }

    private static @Nullable Object worktreePlace(Binding row) {
      return row.worktree() == null ? null : List.of(row.worktree(), row.orchestrator());
    }

    @Override
    public List<Binding> listOfRoles(Collection<RoleId> roles) {
      return where(row -> roles.contains(row.role()));
    }

    @Override
    public List<Binding> listOfTasks(Collection<TaskId> tasks) {
      return where(row -> tasks.contains(row.task()));
    }

    @Override
    public List<Binding> list(OrchestratorId orchestrator, boolean liveOnly) {
      return where(row -> row.orchestrator().equals(orchestrator) && (row.isLive() || !liveOnly));
    }
  }

  static final class HostRows extends PlainRows<HostId, Host> implements Hosts {
    HostRows() {
      super(Host::id, Comparator.naturalOrder());
      unique(Host::name);
    }

    @Override
    public boolean delete(HostId id) {
      return removeIf(row -> row.id().equals(id));
    }

    @Override
    public List<Host> list() {
      return where(row -> true);
    }
  }
}
