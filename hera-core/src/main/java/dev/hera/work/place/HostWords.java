package dev.hera.work.place;

import dev.hera.host.Host;
import dev.hera.host.HostFitness;
import dev.hera.host.HostLoad;
import dev.hera.host.HostState;
import dev.hera.vocabulary.Quotation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of hosts, in sentences. */
final class HostWords {
  private static final List<HostFitness> BEST_FIRST =
      List.of(
          HostFitness.FITS,
          HostFitness.FULL,
          HostFitness.DRAINING,
          HostFitness.NO_WORKERS,
          HostFitness.OTHER_PROJECTS,
          HostFitness.DEAD,
          HostFitness.STOPPED);

  private HostWords() {}

  /** How near the best of these hosts comes to starting a node of this project. */
  static HostFitness best(List<HostLoad> loads, @Nullable String project, Instant now) {
    return loads.stream()
        .map(load -> HostFitness.of(load, project, now))
        .min(Comparator.comparing(BEST_FIRST::indexOf))
        .orElse(HostFitness.STOPPED);
  }

  /** Why no host takes a node of this project; empty when one can. */
  static Optional<String> findObstacle(
      List<HostLoad> loads, @Nullable String project, Instant now) {
    String each =
        loads.stream()
            .sorted(Comparator.comparing(load -> load.host().name()))
            .map(load -> load.host().name() + " " + reason(load, project, now))
            .collect(Collectors.joining(", "));
    String all = each.isEmpty() ? "." : ": " + each + ".";
    return switch (best(loads, project, now)) {
      case FITS -> Optional.empty();
      case FULL -> Optional.of("No host has room for it" + all);
      case DRAINING -> Optional.of("Every host that could start it is draining" + all);
      case NO_WORKERS -> Optional.of("No host that could take it starts workers" + all);
      case OTHER_PROJECTS ->
          Optional.of(
              "No host that is alive has project " + Quotation.of(String.valueOf(project)) + all);
      case DEAD, STOPPED -> Optional.of("No host is alive" + all);
    };
  }

  private static String reason(HostLoad load, @Nullable String project, Instant now) {
    Host host = load.host();
    return switch (HostFitness.of(load, project, now)) {
      case FITS -> "can start it";
      case FULL -> "is full (" + load.used() + " of " + host.capacity() + ")";
      case DRAINING -> "is draining";
      case NO_WORKERS -> "starts none until its operator gives it a worker command";
      case OTHER_PROJECTS -> "has " + String.join(", ", host.projects());
      case DEAD, STOPPED -> absence(host);
    };
  }

  /** Why a host that is not alive is not. */
  private static String absence(Host host) {
    return host.state() == HostState.STOPPED
        ? "stopped at " + host.heartbeat()
        : "was last heard of at " + host.heartbeat();
  }

  /** Why a host starts no new session. */
  static Optional<String> refusal(Host self) {
    return switch (self.state()) {
      case DRAINING -> Optional.of("host " + self.name() + " is draining and starts nothing new");
      case WITHOUT_WORKERS -> Optional.of("host " + self.name() + " starts no workers");
      case ACTIVE, STOPPED -> Optional.empty();
    };
  }

  /** Why a host cannot start a session whose work is on another one. */
  static String elsewhere(Optional<Host> owner, Instant now) {
    return owner
        .map(
            host ->
                "its work is on host "
                    + host.name()
                    + (host.isAlive(now)
                        ? ", which starts its sessions"
                            + (host.address() == null ? "" : " when asked at " + host.address())
                        : ", which " + absence(host)))
        .orElse("its work is on a host that is not known any more");
  }

  /** Why nobody can tell whether a worker runs. */
  static String lost(Optional<Host> owner) {
    return owner
        .map(host -> "its host " + host.name() + " " + absence(host))
        .orElse("its host is not known any more");
  }
}
