package dev.hera.result;

/**
 * How many of the requested messages were marked read, as {@code Participant.markRead} tells it.
 */
public record MarkedRead(int marked, int requested) {}
