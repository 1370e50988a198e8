package dev.hera.role;

import java.io.Serializable;

/** A place that its holder gave up, as {@code hera_leave} tells it. */
public record Left(String orchestrator, String roleName, BindingId bindingId, TaskId taskId)
    implements Serializable {}
