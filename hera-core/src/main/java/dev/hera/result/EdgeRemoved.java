package dev.hera.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An edge that was to be removed, as {@code Coordinator.unblock} tells it.
 *
 * @param removed whether there was one
 * @param state the state of the node that was blocked, as results show it, or null when it is no
 *     node
 * @param released the nodes that became ready by it
 * @param held the nodes that are held all the same
 */
public record EdgeRemoved(
    String blocked,
    String blocker,
    boolean removed,
    @Nullable String state,
    List<String> released,
    List<String> held) {}
