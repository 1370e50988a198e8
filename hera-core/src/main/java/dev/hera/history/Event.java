package dev.hera.history;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One change (M25), stored in the transaction that made it.
 *
 * @param sequence increasing over the whole store
 * @param orchestrator where it happened; null for a task that is bound nowhere
 * @param actor the role that acted; null for Hera itself and for the embedding app
 * @param subject the role that it is about, or null
 * @param changes what changed: field names and their new values, in name order
 */
public record Event(
    long sequence,
    Instant at,
    @Nullable OrchestratorId orchestrator,
    @Nullable RoleId actor,
    EventKind kind,
    @Nullable RoleId subject,
    SortedMap<String, String> changes) {

  public Event {
    changes = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) changes));
  }
}
