package dev.hera.spi.launcher;

import org.jspecify.annotations.Nullable;

/**
 * A worker was not started, and nothing that was made for it remains (G26).
 *
 * <p>A passing cause, such as a full machine, is tried again by itself. A permanent one is told to
 * the coordinator at once and tried again only when something it depends on changed: the node, its
 * blockers, the host, or what {@link WorkerLauncher#place} looks at.
 */
public class LaunchException extends RuntimeException {
  private final boolean permanent;

  /**
   * A passing cause.
   *
   * @param message for the coordinator: what failed, and what would mend it where that is known,
   *     without paths of the host where they can be avoided
   */
  public LaunchException(String message) {
    this(message, null, false);
  }

  /** A passing cause. */
  public LaunchException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private LaunchException(String message, @Nullable Throwable cause, boolean permanent) {
    super(message, cause);
    this.permanent = permanent;
  }

  /**
   * A cause that no repetition can mend: no such base, a command that is not there, a prompt that
   * does not fit.
   */
  public static LaunchException permanent(String message) {
    return new LaunchException(message, null, true);
  }

  /** A cause that no repetition can mend. */
  public static LaunchException permanent(String message, Throwable cause) {
    return new LaunchException(message, cause, true);
  }

  /** Whether no repetition can mend it as long as nothing changes. */
  public boolean isPermanent() {
    return permanent;
  }
}
