package dev.hera.history;

import org.jspecify.annotations.Nullable;

/**
 * An event with the names that its ids stood for when it was committed.
 *
 * @param orchestrator the name of {@link Event#orchestrator}; null when that is
 * @param actor the name of the role {@link Event#actor}; null when that is
 * @param subject the name of the role {@link Event#subject}; null when that is
 */
public record NamedEvent(
    Event event, @Nullable String orchestrator, @Nullable String actor, @Nullable String subject) {}
