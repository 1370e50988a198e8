package dev.hera.host;

import dev.hera.role.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which host takes a node that is ready. */
public final class HostRule {
  /**
   * How long a node that is due is left to an emptier host. Then any host takes it that can, so
   * that none waits for a host that is alive and does not come.
   */
  public static final Duration LEFT_TO_OTHERS = Duration.ofSeconds(1);

  /** How long a host that is gone is remembered after it was last heard of. */
  public static final Duration REMEMBERED = Duration.ofDays(7);

  private HostRule() {}

  /** Whether a host is gone for so long that it is forgotten, unless a place of it is taken. */
  public static boolean isLongGone(Host host, Instant now) {
    return !host.isAlive(now) && !now.isBefore(host.heartbeat().plus(REMEMBERED));
  }

  /** What a host may do with a node. */
  public sealed interface Turn {}

  /** It may claim it. */
  public record Takes() implements Turn {}

  /** It leaves it to an emptier host until then. */
  public record Leaves(Instant until) implements Turn {}

  /** It cannot start it. */
  public record Cannot(HostFitness why) implements Turn {}

  /**
   * What a host may do with a node.
   *
   * @param self the host's own id
   * @param loads all hosts of the database; a host that is not among them can start nothing
   * @param project the node's project, or null
   * @param due since when the node is to be started
   */
  public static Turn turn(
      HostId self, List<HostLoad> loads, @Nullable String project, Instant due, Instant now) {
    HostLoad own =
        loads.stream().filter(load -> load.host().id().equals(self)).findFirst().orElse(null);
    HostFitness fitness = own == null ? HostFitness.DEAD : HostFitness.of(own, project, now);
    if (own == null || fitness != HostFitness.FITS) {
      return new Cannot(fitness);
    }
    Instant until = due.plus(LEFT_TO_OTHERS);
    boolean emptier =
        now.isBefore(until)
            && loads.stream()
                .filter(load -> HostFitness.of(load, project, now) == HostFitness.FITS)
                .anyMatch(load -> load.isEmptierThan(own));
    return emptier ? new Leaves(until) : new Takes();
  }
}
