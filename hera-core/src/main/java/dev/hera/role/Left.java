package dev.hera.role;

/** A place that its holder gave up, as {@code hera_leave} tells it. */
public record Left(String orchestrator, String roleName, BindingId bindingId, TaskId taskId) {}
