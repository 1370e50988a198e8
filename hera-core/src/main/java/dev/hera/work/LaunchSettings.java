package dev.hera.work;

import dev.hera.host.NewHost;
import dev.hera.plan.PlaceLimits;
import dev.hera.plan.PlaceLimits.Scope;
import dev.hera.role.HostId;
import dev.hera.spi.Owners;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What launching goes by.
 *
 * @param projects the projects that the launcher knows
 * @param places how many live workers there may be (G11)
 * @param lease how long a claim holds when its owner cannot be checked (G22)
 * @param sweepInterval the time between sweeps, and the longest back-off (G8, G26)
 * @param firstCallLimit how long a worker may run without calling before the coordinator is told
 * @param host what is said of the host that this Hera is, or null when it is none of its own
 * @param orientation puts what workers call the verbs in the place of their marks
 */
public record LaunchSettings(
    Owners owners,
    Projects projects,
    PlaceLimits places,
    Duration lease,
    Duration sweepInterval,
    Duration firstCallLimit,
    @Nullable NewHost host,
    UnaryOperator<String> orientation) {

  /** Whether a place that gets free may be what a node waits for (G11). */
  public boolean arePlacesLimited() {
    return (host != null && host.capacity() != null)
        || Stream.of(Scope.values()).anyMatch(places::isLimited);
  }

  /** The id of that host. */
  public @Nullable HostId hostId() {
    return host == null ? null : host.id();
  }
}
