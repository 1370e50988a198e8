package dev.hera.examples.host.operator;

import dev.hera.host.Host;
import dev.hera.host.HostLoad;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the hosts that start workers on a store.
 *
 * @param address where agents reach it, or null
 * @param capacity how many of its workers may live at once, or null for any number
 * @param used how many of them live
 * @param projects where it can start workers; empty for anywhere
 * @param state active, draining, without_workers or stopped
 * @param here whether it is the host of the state directory
 */
public record HostEntry(
    String name,
    @Nullable String address,
    @Nullable Integer capacity,
    int used,
    List<String> projects,
    String state,
    Instant heartbeat,
    boolean alive,
    boolean here) {

  static HostEntry of(HostLoad load, boolean alive, @Nullable String here) {
    Host host = load.host();
    return new HostEntry(
        host.name(),
        host.address(),
        host.capacity(),
        load.used(),
        host.projects(),
        host.state().wire(),
        host.heartbeat(),
        alive,
        host.id().value().equals(here));
  }

  /** The host as people read of it. */
  public String text() {
    return name
        + (here ? " (this one)" : "")
        + ": "
        + (alive || state.equals("stopped") ? state.replace('_', ' ') : "not heard of")
        + ", "
        + (capacity == null ? used + " workers" : used + " of " + capacity + " workers")
        + (projects.isEmpty() ? "" : ", projects " + String.join(", ", projects))
        + (address == null ? "" : ", " + address)
        + ", last heard of at "
        + heartbeat;
  }
}
