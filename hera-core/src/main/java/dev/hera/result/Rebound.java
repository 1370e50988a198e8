package dev.hera.result;

import dev.hera.role.BindingId;

/**
 * A repaired binding, as {@code Newcomer.rebind} tells it.
 *
 * @param reconciled whether anything had to be repaired
 */
public record Rebound(String roleName, BindingId bindingId, boolean reconciled) {}
