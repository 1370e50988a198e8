package dev.hera.launch;

import dev.hera.host.Host;
import dev.hera.host.HostRule;
import dev.hera.host.HostState;
import dev.hera.host.NewHost;
import dev.hera.plan.Launch;
import dev.hera.role.HostId;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a host known to the others on its database: it registers, is heard of again and again, and
 * says when it ends. Thread-safe.
 */
final class HostPresence {
  private static final Logger log = LoggerFactory.getLogger(HostPresence.class);
  private static final int BEATS_IN_A_LEASE = 3;

  private final UnitsOfWork units;
  private final @Nullable NewHost self;
  private final LaunchSettings settings;
  private @Nullable Instant lastBeat;
  private boolean returned;

  public HostPresence(UnitsOfWork units) {
    this.units = units;
    this.settings = units.launchSettings();
    this.self = settings.host();
  }

  /** Is heard of, unless that was so lately. */
  public synchronized void beatIfDue() {
    Duration interval = settings.lease().dividedBy(BEATS_IN_A_LEASE);
    if (lastBeat == null || !units.now().isBefore(lastBeat.plus(interval))) {
      beat();
    }
  }

  /**
   * Is heard of now; registers at the first time, and when another one of the same id, which this
   * one follows, has said since that it ends.
   */
  public synchronized void beat() {
    NewHost host = self;
    if (host == null) {
      return;
    }
    boolean first = lastBeat == null;
    Instant now = units.now();
    boolean wasAway = units.write(unit -> beat(unit, host, first));
    returned |= wasAway;
    lastBeat = now;
  }

  /** Whether the host came, or came back, since this was asked last. */
  public synchronized boolean takeReturned() {
    boolean was = returned;
    returned = false;
    return was;
  }

  private boolean beat(UnitOfWork unit, NewHost host, boolean first) {
    Instant aliveUntil = unit.now().plus(settings.lease());
    Optional<Host> known = unit.tx().hosts().find(host.id());
    if (known.isPresent() && !first && known.get().state() != HostState.STOPPED) {
      unit.tx().hosts().update(known.get().heardOf(unit.now(), aliveUntil));
      return !known.get().isAlive(unit.now());
    }
    forgetLongGone(unit, host.id());
    Host row =
        new Host(
            host.id(),
            freeName(unit, host),
            host.address(),
            host.capacity(),
            settings.projects().known(),
            host.startsWorkers() ? HostState.ACTIVE : HostState.WITHOUT_WORKERS,
            unit.now(),
            aliveUntil);
    if (known.isPresent()) {
      unit.tx().hosts().update(row);
    } else {
      unit.tx().hosts().insert(List.of(row));
    }
    return true;
  }

  /** Forgets hosts that do not come back, but none that may have a worker. */
  private static void forgetLongGone(UnitOfWork unit, HostId self) {
    List<Host> gone =
        unit.tx().hosts().list().stream()
            .filter(host -> !host.id().equals(self) && HostRule.isLongGone(host, unit.now()))
            .toList();
    if (!gone.isEmpty()) {
      List<Launch> places = unit.tx().launches().listPlaces(null);
      gone.stream()
          .map(Host::id)
          .filter(host -> places.stream().noneMatch(launch -> host.equals(launch.host())))
          .forEach(unit.tx().hosts()::delete);
    }
  }

  private static String freeName(UnitOfWork unit, NewHost host) {
    Set<String> taken =
        unit.tx().hosts().list().stream()
            .filter(other -> !other.id().equals(host.id()))
            .map(Host::name)
            .collect(Collectors.toSet());
    String name = host.name();
    for (int number = 2; taken.contains(name); number++) {
      name = host.name() + "-" + number;
    }
    return name;
  }

  /** Says that the host ends; its workers go on. */
  public synchronized void end() {
    NewHost host = self;
    if (host == null || lastBeat == null) {
      return;
    }
    try {
      units.change(
          unit ->
              unit.tx()
                  .hosts()
                  .find(host.id())
                  .ifPresent(
                      known ->
                          unit.tx()
                              .hosts()
                              .update(
                                  known
                                      .heardOf(unit.now(), known.aliveUntil())
                                      .withState(HostState.STOPPED))));
    } catch (RuntimeException e) {
      log.warn(
          "The end of the host could not be noted; it counts as alive until its lease ends", e);
    }
  }
}
