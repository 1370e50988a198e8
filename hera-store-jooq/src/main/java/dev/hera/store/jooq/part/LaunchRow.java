package dev.hera.store.jooq.part;

import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.store.jooq.tables.tables.records.LaunchesRecord;
import org.jspecify.annotations.Nullable;

/** How a launch stands in its row. */
final class LaunchRow {
  private LaunchRow() {}

  static LaunchesRecord of(Launch launch) {
    TaskId task = launch.task();
    BindingId binding = launch.binding();
    return new LaunchesRecord(
        launch.id().value(),
        launch.orchestrator().value(),
        launch.role().value(),
        launch.key().value(),
        launch.options().baseBranch(),
        launch.options().model(),
        launch.options().backend(),
        launch.epoch(),
        launch.state().wire(),
        launch.owner(),
        Columns.millis(launch.due()),
        launch.attempts(),
        launch.lastError(),
        Columns.wire(launch.heldReason()),
        task == null ? null : task.value(),
        binding == null ? null : binding.value(),
        Columns.millis(launch.accepted()),
        launch.occupiesPlace(),
        isQueued(launch) ? launch.role().value() : null,
        Columns.text(launch.host()));
  }

  private static boolean isQueued(Launch launch) {
    return launch.due() != null && LaunchState.OPEN.contains(launch.state());
  }

  static Launch launch(LaunchesRecord row) {
    @Nullable Long task = row.getTask();
    @Nullable Long binding = row.getBinding();
    return new Launch(
        new LaunchId(row.getId()),
        new OrchestratorId(row.getOrchestrator()),
        new RoleId(row.getRole()),
        new LaunchKey(row.getLaunchKey()),
        new LaunchOptions(row.getBaseBranch(), row.getModel(), row.getBackend()),
        row.getEpoch(),
        Columns.constant(LaunchState.class, row.getState()),
        row.getClaimedBy(),
        Columns.host(row.getHost()),
        Columns.instant(row.getDue()),
        row.getAttempts(),
        row.getLastError(),
        Columns.constantOrNull(HoldReason.class, row.getHeldReason()),
        task == null ? null : new TaskId(task),
        binding == null ? null : new BindingId(binding),
        Columns.instant(row.getAccepted()),
        row.getOccupiesPlace());
  }
}
