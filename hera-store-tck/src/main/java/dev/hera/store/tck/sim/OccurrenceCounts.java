package dev.hera.store.tck.sim;

import dev.hera.history.Event;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.role.Orchestrator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Counts what the store tells: adoptions between two looks, and what only the history tells. */
final class OccurrenceCounts {
  private final World world;

  OccurrenceCounts(World world) {
    this.world = world;
  }

  Map<LaunchId, Launch> starting() {
    Map<LaunchId, Launch> starting = new HashMap<>();
    List<Launch> launches = world.store.read(tx -> tx.launches().list(LaunchState.STARTING));
    launches.forEach(launch -> starting.put(launch.id(), launch));
    return starting;
  }

  void countAdoptions(Map<LaunchId, Launch> before) {
    starting()
        .forEach(
            (id, now) -> {
              Launch then = before.get(id);
              boolean adopted =
                  then != null
                      && then.epoch() == now.epoch()
                      && now.owner() != null
                      && !Objects.equals(then.owner(), now.owner());
              if (adopted) {
                world.occurrences.count(Occurrence.ADOPTED);
              }
            });
  }

  /** Counts what only the history tells. */
  void countEvents() {
    Set<Long> counted = new HashSet<>();
    world.store.read(
        tx -> {
          Orchestrator place = tx.orchestrators().findActive(World.PLACE).orElseThrow();
          tx.events().list(place.id(), 0, Integer.MAX_VALUE).stream()
              .filter(event -> counted.add(event.sequence()))
              .forEach(this::countEvent);
          return true;
        });
  }

  private void countEvent(Event event) {
    switch (event.kind()) {
      case LAUNCH_FAILED -> {
        world.occurrences.count(Occurrence.LAUNCH_FAILED);
        if ("5".equals(event.changes().get("attempts"))) {
          world.occurrences.count(Occurrence.FIFTH_FAILURE_TOLD);
        }
      }
      case LAUNCH_HELD -> {
        if ("launch_unknown".equals(event.changes().get("reason"))) {
          world.occurrences.count(Occurrence.HELD_UNKNOWN);
        }
      }
      case LAUNCH_WITHDRAWN -> world.occurrences.count(Occurrence.LAUNCH_WITHDRAWN);
      case LATE_RESULT -> world.occurrences.count(Occurrence.LATE_RESULT);
      case HOLD_OPENED -> world.occurrences.count(Occurrence.HOLD_OPENED);
      case HOLD_CLOSED -> world.occurrences.count(Occurrence.HOLD_CLOSED);
      default -> {}
    }
  }
}
