package dev.hera.store.tck.sim;

/** Hera did not keep its word in a simulation. */
final class Breach extends AssertionError {
  private static final long serialVersionUID = 1;

  Breach(String what) {
    super(what);
  }
}
