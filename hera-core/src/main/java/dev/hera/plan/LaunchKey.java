package dev.hera.plan;

/**
 * The stable name of a launch towards the launcher: the same for every attempt, different for every
 * launch of every database. Made of lower-case letters, digits and {@code -}.
 */
public record LaunchKey(String value) {
  @Override
  public String toString() {
    return value;
  }
}
