package dev.hera.examples.host.terminal;

/** The host ends: one sentence for the person who started it, which says what to do. */
public final class CannotRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode code;

  public CannotRunException(ExitCode code, String sentence) {
    super(sentence);
    this.code = code;
  }

  public CannotRunException(ExitCode code, String sentence, Throwable cause) {
    super(sentence, cause);
    this.code = code;
  }

  public static CannotRunException usage(String sentence) {
    return new CannotRunException(ExitCode.USAGE, sentence);
  }

  public ExitCode code() {
    return code;
  }
}
