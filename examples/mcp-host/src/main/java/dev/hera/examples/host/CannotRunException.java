package dev.hera.examples.host;

/** The host ends: one sentence for the person who started it, which says what to do. */
final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode code;

  CannotRunException(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  CannotRunException(ExitCode code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  static CannotRunException usage(String sentence) {
    return new CannotRunException(ExitCode.USAGE, sentence);
  }

  ExitCode code() {
    return code;
  }
}
