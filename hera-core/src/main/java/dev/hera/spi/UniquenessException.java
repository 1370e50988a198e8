package dev.hera.spi;

/** An insert or update would break a uniqueness rule of the store; the work may not go on. */
public final class UniquenessException extends RuntimeException {
  public UniquenessException(String message) {
    super(message);
  }

  public UniquenessException(String message, Throwable cause) {
    super(message, cause);
  }
}
