package dev.hera.plan;

import java.io.Serializable;
import java.util.List;

/**
 * An edited node, as {@code hera_plan_node_update} tells it.
 *
 * @param changed the names of the fields whose value changed, in the order of the tool's parameters
 */
public record NodeUpdated(String name, NodeState state, List<String> changed)
    implements Serializable {}
