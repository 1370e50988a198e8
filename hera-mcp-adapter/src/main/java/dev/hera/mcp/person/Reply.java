package dev.hera.mcp.person;

import org.jspecify.annotations.Nullable;

/**
 * What the person behind a client said to a {@link Question}.
 *
 * @param subject that of the question
 * @param choice null when the person did not decide
 */
public record Reply(String subject, @Nullable String choice) {}
