package dev.hera.store.tck.sim;

/**
 * The death of a simulated gater in the middle of a call. Whatever catches it, nothing of that
 * gater reaches the store or a launcher any more.
 */
final class Crash extends Error {
  private static final long serialVersionUID = 1;

  Crash() {
    super("the simulated gater dies here", null, false, false);
  }
}
