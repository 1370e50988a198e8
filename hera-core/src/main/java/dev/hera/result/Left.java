package dev.hera.result;

import dev.hera.role.BindingId;
import dev.hera.role.TaskId;

/** A place that its holder gave up, as {@code Participant.leave} tells it. */
public record Left(String orchestrator, String roleName, BindingId bindingId, TaskId taskId) {}
