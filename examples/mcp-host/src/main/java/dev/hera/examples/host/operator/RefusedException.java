package dev.hera.examples.host.operator;

/** What was asked for was refused: one sentence that says what to do next. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why it was refused. */
  enum Reason {
    /** It cannot be done. */
    REQUEST,
    /** The store cannot be used. */
    STORE,
    /** The host does not answer. */
    ABSENCE
  }

  RefusedException(String sentence, Reason reason) {
    super(sentence);
    this.reason = reason;
  }

  /** Whether it was because the store cannot be used. */
  public boolean isOfStore() {
    return reason == Reason.STORE;
  }

  /** Whether the same may be done once the host runs again. */
  public boolean isPassing() {
    return reason != Reason.REQUEST;
  }
}
