package dev.hera.work;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.role.RoleId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that answers carry to clients which may not get them. They are unread in the store until
 * it is known, and nobody is given them a second time meanwhile. Thread-safe.
 */
public final class InTransit {
  private final Map<RoleId, Map<MessageId, Object>> carried = new HashMap<>();

  /**
   * Those of a role's messages that nobody else carries; from now on they are carried by {@code
   * carrier}.
   */
  public synchronized List<Message> claim(RoleId role, List<Message> unread, Object carrier) {
    if (unread.isEmpty()) {
      return unread;
    }
    Map<MessageId, Object> ofRole = carried.computeIfAbsent(role, none -> new HashMap<>());
    return unread.stream()
        .filter(message -> ofRole.merge(message.id(), carrier, (old, mine) -> old) == carrier)
        .toList();
  }

  /** Those of a role's messages that nobody carries. */
  public synchronized List<Message> left(RoleId role, List<Message> unread) {
    Map<MessageId, Object> ofRole = carried.getOrDefault(role, Map.of());
    return unread.stream().filter(message -> !ofRole.containsKey(message.id())).toList();
  }

  /** Whether any message of a role is carried. */
  public synchronized boolean has(RoleId role) {
    return carried.containsKey(role);
  }

  /** Whether any message of a role is carried by another one. */
  public synchronized boolean hasOther(RoleId role, Object carrier) {
    return carried.getOrDefault(role, Map.of()).values().stream()
        .anyMatch(other -> other != carrier);
  }

  public synchronized void release(RoleId role, Object carrier) {
    Map<MessageId, Object> ofRole = carried.get(role);
    if (ofRole != null) {
      ofRole.values().removeIf(other -> other == carrier);
      if (ofRole.isEmpty()) {
        carried.remove(role);
      }
    }
  }
}
