package dev.hera.spi.launcher;

/**
 * A worker was not started because the branches of its blockers do not merge (G18). Its message
 * names the conflicting paths and the owners of both sides.
 */
public final class MergeConflictException extends LaunchException {
  public MergeConflictException(String message) {
    super(message);
  }
}
