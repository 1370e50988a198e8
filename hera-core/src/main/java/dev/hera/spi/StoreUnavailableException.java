package dev.hera.spi;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/**
 * The store could not be read or written; nothing of the call took effect, unless the message says
 * of a commit that this is not known.
 */
public final class StoreUnavailableException extends HeraException {
  /**
   * @param message what could not be done and what to do about it
   */
  public StoreUnavailableException(String message) {
    super(ErrorCode.STORE_UNAVAILABLE, message, Map.of());
  }

  public StoreUnavailableException(String message, Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, message, cause);
  }

  /** The refusal as it was told before. */
  public StoreUnavailableException(String message, Map<String, ?> details) {
    super(ErrorCode.STORE_UNAVAILABLE, message, details);
  }
}
