package dev.hera.spi;

import dev.hera.role.RoleId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first answer of a call that carried an idempotency key (V3).
 *
 * @param role the caller's role; null for a caller that had none yet
 * @param arguments a fingerprint of the arguments
 * @param answer the answer as JSON text, opaque to the store: {@code {"result": {...}}} or {@code
 *     {"refusal": {...}}}
 */
public record Answer(
    @Nullable RoleId role,
    String verb,
    String key,
    String arguments,
    String answer,
    Instant created) {}
