package dev.hera.result;

import dev.hera.role.BindingId;
import dev.hera.role.TaskId;
import org.jspecify.annotations.Nullable;

/** A worker that was started directly, as {@code Coordinator.spawn} tells it. */
public record Spawned(
    String orchestrator,
    String roleName,
    BindingId bindingId,
    TaskId taskId,
    @Nullable String project,
    @Nullable String branch,
    @Nullable String worktree) {}
