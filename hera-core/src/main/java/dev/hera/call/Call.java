package dev.hera.call;

import dev.hera.role.Caller;
import dev.hera.vocabulary.Verb;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param orchestrator the orchestrator that the caller named, or null
 * @param key the idempotency key, or null
 * @param arguments what tells one call of the verb from another
 * @param late what a fenced worker's call carried, to be kept as a late result; may be empty
 */
public record Call(
    Caller caller,
    @Nullable String orchestrator,
    @Nullable String key,
    Verb verb,
    List<? extends @Nullable Object> arguments,
    Map<String, String> late) {}
