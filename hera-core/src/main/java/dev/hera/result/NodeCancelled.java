package dev.hera.result;

import java.util.List;

/**
 * A cancelled node, as {@code Coordinator.cancel} tells it.
 *
 * @param released the names of the nodes that became ready by it, in role-id order
 * @param held the nodes that waited for it and are held by others
 */
public record NodeCancelled(String name, List<String> released, List<String> held) {}
