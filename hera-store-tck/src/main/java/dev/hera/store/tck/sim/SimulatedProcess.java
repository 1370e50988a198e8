package dev.hera.store.tck.sim;

import dev.hera.plan.LaunchKey;

/** A worker's process in the simulated outside world. */
final class SimulatedProcess {
  final LaunchKey key;
  final int epoch;
  final String node;
  final String token;

  /** Whether the launcher sees it; a late one runs before it is seen. */
  boolean visible;

  boolean alive = true;
  boolean called;
  boolean fenced;
  boolean finished;
  int exitCode;

  SimulatedProcess(LaunchKey key, int epoch, String node, String token, boolean visible) {
    this.key = key;
    this.epoch = epoch;
    this.node = node;
    this.token = token;
    this.visible = visible;
  }

  boolean runs() {
    return alive && visible;
  }

  @Override
  public String toString() {
    return "the process of " + node + " of epoch " + epoch;
  }
}
