package dev.hera.host;

import dev.hera.role.HostId;
import dev.hera.role.Required;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that starts workers, on a database that it may share with others.
 *
 * @param name what people call it; no other host has it
 * @param address where it is reached, or null
 * @param capacity how many of its workers may run at a time, or null for as many as come
 * @param projects the projects that it can start workers in; empty when it does not tell projects
 *     apart
 * @param heartbeat when it was last heard of
 * @param aliveUntil until when it counts as alive without being heard of again
 */
public record Host(
    HostId id,
    String name,
    @Nullable String address,
    @Nullable Integer capacity,
    List<String> projects,
    HostState state,
    Instant heartbeat,
    Instant aliveUntil) {

  public Host {
    projects = Required.all("projects", projects);
  }

  /** Whether it is there: it did not end, and was heard of lately. */
  public boolean isAlive(Instant now) {
    return state != HostState.STOPPED && now.isBefore(aliveUntil);
  }

  /** Whether a node of this project, or of none, can be started there. */
  public boolean canStartIn(@Nullable String project) {
    return projects.isEmpty() || project == null || projects.contains(project);
  }

  /** The host, heard of at {@code now}. */
  public Host heardOf(Instant now, Instant newAliveUntil) {
    return new Host(id, name, address, capacity, projects, state, now, newAliveUntil);
  }

  public Host withState(HostState newState) {
    return new Host(id, name, address, capacity, projects, newState, heartbeat, aliveUntil);
  }
}
