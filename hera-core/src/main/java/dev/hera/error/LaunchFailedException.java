package dev.hera.error;

import java.util.Map;

/** A worker could not be started; nothing of the call remains. */
public final class LaunchFailedException extends HeraException {
  public LaunchFailedException(String cause) {
    super(
        ErrorCode.LAUNCH_FAILED,
        "the worker could not be started: " + cause + "; mend the cause and call again",
        Map.of("cause", cause));
  }

  /** The refusal as it was told before. */
  public LaunchFailedException(String message, Map<String, ?> details) {
    super(ErrorCode.LAUNCH_FAILED, message, details);
  }
}
