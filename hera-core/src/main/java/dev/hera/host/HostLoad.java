package dev.hera.host;

/**
 * A host and how much of it is used.
 *
 * @param used how many of its places are taken
 */
public record HostLoad(Host host, int used) {

  /** Whether no place is free. */
  public boolean isFull() {
    return host.capacity() != null && used >= host.capacity();
  }

  /** Whether less of it is used than of the other; one without a limit counts as empty. */
  public boolean isEmptierThan(HostLoad other) {
    Integer own = host.capacity();
    Integer others = other.host.capacity();
    if (others == null) {
      return false;
    }
    return own == null ? other.used > 0 : (long) used * others < (long) other.used * own;
  }
}
