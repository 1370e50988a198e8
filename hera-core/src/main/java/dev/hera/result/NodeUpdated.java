package dev.hera.result;

import dev.hera.plan.NodeState;
import java.util.List;

/**
 * An edited node, as {@code Coordinator.update} tells it.
 *
 * @param changed the names of the fields whose value changed, in the order of the tool's parameters
 * @param released the node itself, when the edit made it ready
 * @param held the node itself, when it is held all the same
 */
public record NodeUpdated(
    String name, NodeState state, List<String> changed, List<String> released, List<String> held) {}
