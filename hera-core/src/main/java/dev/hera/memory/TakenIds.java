package dev.hera.memory;

import dev.hera.spi.IdKind;

/** The highest id of a kind that was taken. */
public record TakenIds(IdKind kind, long last) {}
