package dev.hera.host;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a host can start one more worker, or the first reason why it cannot. */
public enum HostFitness {
  FITS,
  /** It ended. */
  STOPPED,
  /** It was not heard of for longer than its lease. */
  DEAD,
  /** It has not the node's project. */
  OTHER_PROJECTS,
  /** It starts no workers. */
  NO_WORKERS,
  /** It starts nothing new. */
  DRAINING,
  /** As many of its workers run as it has places. */
  FULL;

  /**
   * The fitness of a host.
   *
   * @param project the node's project, or null
   */
  public static HostFitness of(HostLoad load, @Nullable String project, Instant now) {
    Host host = load.host();
    if (host.state() == HostState.STOPPED) {
      return STOPPED;
    }
    if (!host.isAlive(now)) {
      return DEAD;
    }
    if (!host.canStartIn(project)) {
      return OTHER_PROJECTS;
    }
    if (host.state() == HostState.WITHOUT_WORKERS) {
      return NO_WORKERS;
    }
    if (host.state() == HostState.DRAINING) {
      return DRAINING;
    }
    return load.isFull() ? FULL : FITS;
  }
}
