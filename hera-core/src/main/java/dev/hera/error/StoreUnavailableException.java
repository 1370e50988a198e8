package dev.hera.error;

/** The store could not be read or written; nothing of the call took effect. */
public final class StoreUnavailableException extends HeraException {
  public StoreUnavailableException(String message, Throwable cause) {
    super(ErrorCode.STORE_UNAVAILABLE, message, cause);
  }
}
