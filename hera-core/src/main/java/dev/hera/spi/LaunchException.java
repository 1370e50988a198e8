package dev.hera.spi;

/** A worker was not started, and nothing that was made for it remains. */
public class LaunchException extends RuntimeException {
  /**
   * @param message one sentence for the coordinator: what failed, without paths of the host where
   *     they can be avoided
   */
  public LaunchException(String message) {
    super(message);
  }

  public LaunchException(String message, Throwable cause) {
    super(message, cause);
  }
}
