package dev.hera.role;

import org.jspecify.annotations.Nullable;

/**
 * The id of a host, unlike that of any other host. Whoever runs the host keeps it where its workers
 * are, so that a restarted host is known as the one whose workers they are.
 */
public record HostId(String value) implements Comparable<HostId> {
  @Override
  public int compareTo(HostId other) {
    return value.compareTo(other.value);
  }

  /**
   * Whether what belongs to {@code owner} is the business of {@code here}: what belongs to no host
   * is everybody's.
   */
  public static boolean isOf(@Nullable HostId owner, @Nullable HostId here) {
    return owner == null || owner.equals(here);
  }

  @Override
  public String toString() {
    return value;
  }
}
