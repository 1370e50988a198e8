package dev.hera.examples.host.operator;

/** What was asked for was refused: one sentence that says what to do next. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final boolean ofStore;

  RefusedException(String sentence, boolean ofStore) {
    super(sentence);
    this.ofStore = ofStore;
  }

  /** Whether it was because the store cannot be used. */
  public boolean isOfStore() {
    return ofStore;
  }
}
