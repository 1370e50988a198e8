package dev.hera.spi;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.Collection;
import java.util.List;

/** The history: appended to, never changed. */
public interface Events {
  void append(Collection<Event> events);

  /** Those of an orchestrator with a sequence number above {@code after}, in sequence order. */
  List<Event> list(OrchestratorId orchestrator, long after, int limit);

  /** Those whose subject is this role, in sequence order. */
  List<Event> listAbout(RoleId subject);
}
