package dev.hera;

import dev.hera.error.NotFoundException;
import dev.hera.host.Host;
import dev.hera.host.HostLoad;
import dev.hera.host.HostState;
import dev.hera.role.Required;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.place.Hosting;
import java.util.List;

/**
 * The hosts that start workers on this database; one of {@link Hera#hosts}. A Hera that was built
 * without {@link HeraBuilder#host} is none of them. Thread-safe.
 */
public final class KnownHosts {
  private final UnitsOfWork units;

  KnownHosts(UnitsOfWork units) {
    this.units = units;
  }

  /** All that are known, also those that ended or are not heard of any more, by name. */
  public List<HostLoad> list() {
    return units.read(unit -> new Hosting(unit).list());
  }

  /** Whether a host is there now, by the clock of this Hera: it did not end, and was heard of. */
  public boolean isAlive(Host host) {
    Host known = Required.given("host", host);
    units.requireOpen();
    return known.isAlive(units.now());
  }

  /**
   * Has a host start nothing new; what runs there finishes. It is undone by {@link #undrain}, and
   * when the host starts again.
   *
   * @return the host as it is now
   * @throws NotFoundException when there is no host of this name
   */
  public Host drain(String name) {
    return change(name, HostState.DRAINING);
  }

  /** Has a host that drains start workers again; refuses as {@link #drain} does. */
  public Host undrain(String name) {
    return change(name, HostState.ACTIVE);
  }

  private Host change(String name, HostState state) {
    String wanted = Required.trimmed("name", name);
    return units.write(unit -> change(unit, wanted, state));
  }

  private static Host change(UnitOfWork unit, String name, HostState state) {
    List<Host> hosts = unit.tx().hosts().list();
    Host found =
        hosts.stream()
            .filter(host -> host.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "name",
                        "host",
                        name,
                        "there are: "
                            + String.join(", ", hosts.stream().map(Host::name).sorted().toList())));
    if (found.state() != HostState.ACTIVE && found.state() != HostState.DRAINING) {
      return found;
    }
    Host changed = found.withState(state);
    unit.tx().hosts().update(changed);
    unit.effects().wakeGater();
    return changed;
  }
}
