package dev.hera.examples.host.api;

import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event.
 *
 * @param orchestrator where it happened, or null
 * @param orchestratorId tells orchestrators of one name apart, a later one has a greater id; null
 *     when {@code orchestrator} is
 * @param actor the role that acted, or null for Hera itself and the embedding app
 * @param subject the role that it is about, or null
 * @param changes what changed; long texts are cut
 */
record EventDocument(
    long sequence,
    Instant at,
    @Nullable String orchestrator,
    @Nullable Long orchestratorId,
    String kind,
    @Nullable String actor,
    @Nullable String subject,
    Map<String, String> changes) {
  private static final int LONGEST = 300;

  static EventDocument of(NamedEvent named) {
    Event event = named.event();
    Map<String, String> changes = new LinkedHashMap<>();
    event.changes().forEach((field, value) -> changes.put(field, cut(value)));
    return new EventDocument(
        event.sequence(),
        event.at(),
        named.orchestrator(),
        event.orchestrator() == null ? null : event.orchestrator().value(),
        event.kind().wire(),
        named.actor(),
        named.subject(),
        changes);
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }
}
