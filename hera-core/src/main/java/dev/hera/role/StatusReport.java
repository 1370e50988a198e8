package dev.hera.role;

/** What a reported status led to, as {@code hera_status} tells it. */
public record StatusReport(
    String orchestrator, String roleName, Status status, TaskStatus taskStatus) {}
