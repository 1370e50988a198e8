package dev.hera.view;

import dev.hera.history.NamedEvent;

/**
 * An orchestrator as it was after one of its events, from its history alone.
 *
 * @param event the last event that counts
 * @param view as the orchestrator stood then, with its present name and parent; what needed
 *     attention is told without since when and without what would have helped
 */
public record PastView(NamedEvent event, OrchestratorView view) {}
