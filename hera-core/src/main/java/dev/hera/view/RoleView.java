package dev.hera.view;

import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A role in a list of those that take part (W4).
 *
 * @param status what it last reported, or null
 * @param statusAt when it reported that, or null
 * @param live whether a session fills it
 */
public record RoleView(
    String name,
    RoleKind kind,
    RoleIcon icon,
    @Nullable Status status,
    @Nullable Instant statusAt,
    boolean live) {}
