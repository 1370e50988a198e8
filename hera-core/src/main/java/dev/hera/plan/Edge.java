package dev.hera.plan;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.Comparator;

/** In the plan, {@code blocked} waits for {@code blocker}. There is at most one edge of a pair. */
public record Edge(OrchestratorId orchestrator, RoleId blocked, RoleId blocker, Instant created) {

  /** What tells one edge from another, ordered by blocked, then by blocker. */
  public record Key(RoleId blocked, RoleId blocker) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::blocked).thenComparing(Key::blocker);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** What tells this edge from every other. */
  public Key key() {
    return new Key(blocked, blocker);
  }
}
