package dev.hera.plan;

import java.io.Serializable;

/**
 * An edge that was asked for, as {@code hera_block} tells it.
 *
 * @param added whether it is new
 */
public record EdgeAdded(String blocked, String blocker, boolean added) implements Serializable {}
