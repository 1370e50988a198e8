package dev.hera.spi;

/** Names the gaters that claim launches, so that others can tell whether one is gone (G22). */
public interface Owners {

  /** The name of this gater: machine, process and start instant, unlike any other gater's. */
  String self();

  /**
   * Whether the gater of this name is certain to be gone: it ran on this machine and its process
   * does not run any more. False when that cannot be told.
   */
  boolean isGone(String owner);

  /**
   * Whether the gater of this name is certain to run, in another process of this machine. False, as
   * by default, when that cannot be told.
   */
  default boolean runsElsewhere(String owner) {
    return false;
  }
}
