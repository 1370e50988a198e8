package dev.hera.store.tck.run;

/** How much a test tries: little in every build, much when the system property asks for it. */
public final class Effort {
  private static final String FULL = "hera.full";

  private Effort() {}

  /** {@code usual}, or {@code full} when the system property {@code hera.full} is {@code true}. */
  public static int of(int usual, int full) {
    return Boolean.getBoolean(FULL) ? full : usual;
  }
}
