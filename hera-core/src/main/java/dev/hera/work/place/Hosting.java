package dev.hera.work.place;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import dev.hera.host.Host;
import dev.hera.host.HostFitness;
import dev.hera.host.HostLoad;
import dev.hera.host.HostRule;
import dev.hera.host.HostRule.Turn;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.role.HostId;
import dev.hera.work.Changes;
import dev.hera.work.Projects;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@link HostRule} decides on, read from the store: the hosts and how much of each is used. A
 * Hera that is no host of its own asks nobody and takes everything.
 */
public final class Hosting {
  private final Changes unit;
  private int promised;

  /** The launches that have a place of each host, as they were when they were first needed. */
  private @Nullable Map<HostId, Set<LaunchId>> taken;

  public Hosting(Changes unit) {
    this(unit, List.of());
  }

  /**
   * The hosts, some of whose places are promised.
   *
   * @param coming launches that this host is about to claim
   */
  public Hosting(Changes unit, Collection<Launch> coming) {
    this.unit = unit;
    coming.forEach(this::comes);
  }

  /** Promises a place of this host to one more launch. */
  public void comes(Launch launch) {
    if (!(launch.occupiesPlace() && Objects.equals(launch.host(), unit.host()))) {
      promised++;
    }
  }

  /** The projects that workers can be started in, here or on another host that is known. */
  public Projects projects(Projects here) {
    if (unit.host() == null || here.known().isEmpty()) {
      return here;
    }
    List<Host> hosts = unit.tx().hosts().list();
    return hosts.stream().anyMatch(host -> host.projects().isEmpty())
        ? new Projects(List.of())
        : new Projects(
            Stream.concat(
                    here.known().stream(), hosts.stream().flatMap(host -> host.projects().stream()))
                .distinct()
                .toList());
  }

  /** All hosts, by name, with how much of each is used. */
  public List<HostLoad> list() {
    return unit.tx().hosts().list().stream()
        .map(host -> new HostLoad(host, used(host, null)))
        .sorted(Comparator.comparing(load -> load.host().name()))
        .toList();
  }

  /** The name of a host, or null when it is not known. */
  public @Nullable String name(@Nullable HostId id) {
    return host(id).map(Host::name).orElse(null);
  }

  /** What this host may do with the launch of a node that is ready. */
  public Turn turn(Launch launch) {
    HostId self = unit.host();
    if (self == null) {
      return new HostRule.Takes();
    }
    Instant due = Objects.requireNonNullElse(launch.due(), unit.now());
    return HostRule.turn(self, loads(launch), projectOf(launch), due, unit.now());
  }

  /** Whether this host can start nothing at all now, whatever its project. */
  public boolean startsNothing() {
    HostId self = unit.host();
    return self != null
        && loads(null).stream()
            .filter(load -> load.host().id().equals(self))
            .noneMatch(load -> HostFitness.of(load, null, unit.now()) == HostFitness.FITS);
  }

  /** Why no host takes a node that is ready, as a sentence; empty when one can. */
  public Optional<String> findObstacle(Launch launch) {
    return unit.host() == null
        ? Optional.empty()
        : HostWords.findObstacle(loads(launch), projectOf(launch), unit.now());
  }

  /** How near the best host comes to starting a node that is due; empty when one can start it. */
  public Optional<HostFitness> findUnfit(Launch launch) {
    return unit.host() == null
        ? Optional.empty()
        : Optional.of(HostWords.best(loads(launch), projectOf(launch), unit.now()))
            .filter(best -> best != HostFitness.FITS);
  }

  /** Why this host cannot start a node now, and what else would. */
  public String notHere(Launch launch) {
    return findObstacle(launch)
        .orElse("another host can start it, this one cannot; plan it as a node");
  }

  /** Why this host cannot start a new session where the launch's worker works; empty if it can. */
  public Optional<String> findRevivalObstacle(Launch launch) {
    if (!unit.isHere(launch.host())) {
      return Optional.of(HostWords.elsewhere(host(launch.host()), unit.now()));
    }
    return Optional.ofNullable(unit.host())
        .flatMap(self -> unit.tx().hosts().find(self))
        .flatMap(HostWords::refusal);
  }

  /** Why nobody can tell what became of a launch: its host is not alive. Empty while it is. */
  public Optional<String> findLoss(Launch launch) {
    if (unit.isHere(launch.host())) {
      return Optional.empty();
    }
    Optional<Host> host = host(launch.host());
    return host.filter(one -> one.isAlive(unit.now())).isPresent()
        ? Optional.empty()
        : Optional.of(HostWords.lost(host));
  }

  private Optional<Host> host(@Nullable HostId id) {
    return id == null ? Optional.empty() : unit.tx().hosts().find(id);
  }

  private @Nullable String projectOf(Launch launch) {
    return unit.facts().project(unit.facts().role(launch.role()));
  }

  /** The hosts as they are when this launch has no place. */
  private List<HostLoad> loads(@Nullable Launch without) {
    List<Host> hosts = unit.tx().hosts().list();
    boolean counted = hosts.stream().anyMatch(host -> host.capacity() != null);
    return hosts.stream()
        .map(host -> new HostLoad(host, counted ? used(host, without) : 0))
        .toList();
  }

  private int used(Host host, @Nullable Launch without) {
    Set<LaunchId> own = taken().getOrDefault(host.id(), Set.of());
    int used = without != null && own.contains(without.id()) ? own.size() - 1 : own.size();
    return host.id().equals(unit.host()) ? used + promised : used;
  }

  private Map<HostId, Set<LaunchId>> taken() {
    if (taken == null) {
      taken =
          unit.tx().launches().listPlaces(null).stream()
              .filter(launch -> launch.host() != null)
              .collect(groupingBy(Launch::host, mapping(Launch::id, toSet())));
    }
    return taken;
  }
}
