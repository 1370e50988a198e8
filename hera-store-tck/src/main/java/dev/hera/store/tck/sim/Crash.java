package dev.hera.store.tck.sim;

/** The death of a simulated gater in the middle of a call; nothing may catch it but the world. */
final class Crash extends Error {
  private static final long serialVersionUID = 1;

  Crash() {
    super("the simulated gater dies here", null, false, false);
  }
}
