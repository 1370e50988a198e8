package dev.hera.verb;

import dev.hera.message.Message;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.work.UnitOfWork;
import java.util.HashMap;
import java.util.Map;

/** Who is at either end of messages; each role is looked at once. */
final class Correspondence {
  private final UnitOfWork unit;
  private final Map<RoleId, Role> known = new HashMap<>();

  Correspondence(UnitOfWork unit) {
    this.unit = unit;
  }

  String name(RoleId role) {
    return role(role).name();
  }

  /** Hera writes to coordinators; what a coordinator says of accepted work are its own words. */
  boolean isByHera(Message message) {
    return message.notice() && role(message.recipient()).kind() == RoleKind.COORDINATOR;
  }

  private Role role(RoleId id) {
    return known.computeIfAbsent(id, unit.facts()::role);
  }
}
