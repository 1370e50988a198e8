package dev.hera.store.tck.sim;

/** Whether anything changed, in the store or in what is expected of it, since it was last asked. */
final class Changes {
  private boolean any;

  void note() {
    any = true;
  }

  boolean take() {
    boolean was = any;
    any = false;
    return was;
  }
}
