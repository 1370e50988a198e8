package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.BINDINGS;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskId;
import dev.hera.spi.Bindings;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.BindingsRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

final class JooqBindings extends JooqTable<BindingId, Binding> implements Bindings {
  private static final Lookup<Binding> BY_ID = Lookup.byKey(BINDINGS, JooqBindings::binding);
  private static final Lookup<Binding> BY_ROLE = BY_ID.by(BINDINGS.ROLE);
  private static final Lookup<Binding> BY_TASK = BY_ID.by(BINDINGS.TASK);
  private static final Lookup<Binding> ALL = BY_ID.by(BINDINGS.ORCHESTRATOR);
  private static final Lookup<Binding> LIVE = BY_ID.by(BINDINGS.ORCHESTRATOR, BINDINGS.LIVE);

  JooqBindings(SqlScope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public List<Binding> listOfRoles(Collection<RoleId> roles) {
    return inOrder(listAny(BY_ROLE, roles.stream().map(RoleId::value).toList()));
  }

  @Override
  public List<Binding> listOfTasks(Collection<TaskId> tasks) {
    return inOrder(listAny(BY_TASK, tasks.stream().map(TaskId::value).toList()));
  }

  private static List<Binding> inOrder(List<Binding> bindings) {
    return bindings.stream().sorted(Comparator.comparing(Binding::id)).toList();
  }

  @Override
  public List<Binding> list(OrchestratorId orchestrator, boolean liveOnly) {
    return liveOnly
        ? listWith(LIVE, orchestrator.value(), Columns.LIVE)
        : listWith(ALL, orchestrator.value());
  }

  @Override
  BindingsRecord record(Binding binding) {
    return new BindingsRecord(
        binding.id().value(),
        binding.role().value(),
        binding.orchestrator().value(),
        binding.task().value(),
        binding.worktree(),
        binding.started().toEpochMilli(),
        Columns.millis(binding.ended()),
        Columns.wire(binding.endReason()),
        Columns.live(binding.isLive()),
        Columns.live(binding.isLive() && isCoordinator(binding.role())));
  }

  private boolean isCoordinator(RoleId role) {
    return new JooqRoles(scope)
        .find(role)
        .filter(found -> found.kind() == RoleKind.COORDINATOR)
        .isPresent();
  }

  private static Binding binding(BindingsRecord row) {
    return new Binding(
        new BindingId(row.getId()),
        new RoleId(row.getRole()),
        new OrchestratorId(row.getOrchestrator()),
        new TaskId(row.getTask()),
        row.getWorktree(),
        Instant.ofEpochMilli(row.getStarted()),
        Columns.instant(row.getEnded()),
        Columns.constantOrNull(EndReason.class, row.getEndReason()));
  }
}
