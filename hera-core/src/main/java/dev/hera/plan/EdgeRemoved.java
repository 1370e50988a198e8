package dev.hera.plan;

import java.io.Serializable;

/**
 * An edge that is gone, as {@code hera_unblock} tells it.
 *
 * @param removed whether there was one
 */
public record EdgeRemoved(String blocked, String blocker, boolean removed)
    implements Serializable {}
