package dev.hera.spi.launcher;

/** A launcher's answer to whether a worker can stand on a branch. */
public sealed interface FoundBase {

  /** It is there, at this commit. */
  record At(String commit) implements FoundBase {}

  /**
   * It is not there.
   *
   * @param why one sentence: what there is not, and what to do
   */
  record Missing(String why) implements FoundBase {}

  /** The launcher cannot tell. */
  record Unknown() implements FoundBase {}
}
