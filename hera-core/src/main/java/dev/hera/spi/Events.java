package dev.hera.spi;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The history: appended to, never changed. */
public interface Events {
  void append(Collection<Event> events);

  /**
   * The first {@code limit} with a sequence number above {@code after}, in sequence order.
   *
   * @param orchestrator whose they are; null for all, also those of none
   */
  List<Event> list(@Nullable OrchestratorId orchestrator, long after, int limit);

  /** Those whose subject is this role, in sequence order. */
  List<Event> listAbout(RoleId subject);
}
