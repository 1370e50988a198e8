package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.BINDINGS;

import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskId;
import dev.hera.spi.Bindings;
import dev.hera.store.jooq.tables.tables.records.BindingsRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;

record JooqBindings(Scope scope) implements Bindings {
  private static final Kept<Binding> BY_TASK =
      Kept.of(
          BINDINGS,
          sql -> sql.selectFrom(BINDINGS).where(Kept.isAny(BINDINGS.TASK)).orderBy(BINDINGS.ID),
          JooqBindings::binding);

  private static final Kept<Binding> BY_ROLE =
      Kept.of(
          BINDINGS,
          sql -> sql.selectFrom(BINDINGS).where(Kept.isAny(BINDINGS.ROLE)).orderBy(BINDINGS.ID),
          JooqBindings::binding);

  @Override
  public void insert(Binding binding) {
    scope.insert(List.of(row(binding)));
  }

  @Override
  public void update(Binding binding) {
    scope.update(row(binding));
  }

  @Override
  public List<Binding> listOf(RoleId role) {
    return scope.fetch(BY_ROLE, role.value());
  }

  @Override
  public List<Binding> listOf(TaskId task) {
    return scope.fetch(BY_TASK, task.value());
  }

  @Override
  public List<Binding> list(OrchestratorId orchestrator) {
    return listWhere(BINDINGS.ORCHESTRATOR.eq(orchestrator.value()));
  }

  @Override
  public List<Binding> listLive(OrchestratorId orchestrator) {
    return listWhere(
        BINDINGS.ORCHESTRATOR.eq(orchestrator.value()).and(BINDINGS.LIVE.eq(Columns.LIVE)));
  }

  private List<Binding> listWhere(Condition condition) {
    return scope.read(
        sql ->
            sql.selectFrom(BINDINGS)
                .where(condition)
                .orderBy(BINDINGS.ID)
                .fetch(JooqBindings::binding));
  }

  private BindingsRecord row(Binding binding) {
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
