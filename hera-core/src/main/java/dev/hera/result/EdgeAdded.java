package dev.hera.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edge that was asked for, as {@code Coordinator.block} tells it.
 *
 * @param added whether it is new
 * @param state the state of the blocked node as results show it, or null when it is no node
 * @param released the nodes that became ready by it
 * @param held the nodes that are held by it
 */
public record EdgeAdded(
    String blocked,
    String blocker,
    boolean added,
    @Nullable String state,
    List<String> released,
    List<String> held) {}
