package dev.hera.result;

import dev.hera.role.Status;
import dev.hera.role.TaskStatus;

/** What a reported status led to, as {@code Participant.report} tells it. */
public record StatusReport(
    String orchestrator, String roleName, Status status, TaskStatus taskStatus) {}
