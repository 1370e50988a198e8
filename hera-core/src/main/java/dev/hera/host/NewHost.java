package dev.hera.host;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.HostId;
import dev.hera.role.Names;
import dev.hera.role.Required;
import org.jspecify.annotations.Nullable;

/**
 * What an application says of the host that it is, when several share one database.
 *
 * @param id kept by the application beside what its workers leave, so that it is the same after a
 *     restart
 * @param name what people call it; when another host has the name, a number is added
 * @param address where it is reached, or null
 * @param capacity how many of its workers may run at a time, or null for as many as come
 * @param startsWorkers false for one that only looks after the workers that it started before
 */
public record NewHost(
    HostId id,
    String name,
    @Nullable String address,
    @Nullable Integer capacity,
    boolean startsWorkers) {

  public NewHost {
    Required.given("id", id);
    name = Names.check("name", name);
    if (capacity != null && capacity < 1) {
      throw new InvalidArgumentException(
          "capacity", "is at least 1; leave it out for as many workers as come");
    }
  }

  /** A host without an address and without a limit. */
  public static NewHost named(String id, String name) {
    return new NewHost(new HostId(Required.trimmed("id", id)), name, null, null, true);
  }

  public NewHost withAddress(String newAddress) {
    return new NewHost(
        id, name, Required.trimmed("newAddress", newAddress), capacity, startsWorkers);
  }

  public NewHost withCapacity(int newCapacity) {
    return new NewHost(id, name, address, newCapacity, startsWorkers);
  }

  /** The host, which only looks after the workers that it started before. */
  public NewHost withoutWorkers() {
    return new NewHost(id, name, address, capacity, false);
  }
}
