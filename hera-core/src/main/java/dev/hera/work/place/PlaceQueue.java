package dev.hera.work.place;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.plan.PlaceLimits;
import dev.hera.result.Explanation;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.vocabulary.Quotation;
import dev.hera.work.UnitOfWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells a ready node which places it waits for, who holds them, and who comes before (G11). */
public final class PlaceQueue {
  private final UnitOfWork unit;
  private final PlaceLimits limits;

  public PlaceQueue(UnitOfWork unit, PlaceLimits limits) {
    this.unit = unit;
    this.limits = limits;
  }

  /** The queue that a ready node stands in; null when a place is free, or it is being started. */
  public Explanation.@Nullable Queue find(@Nullable Launch launch) {
    if (launch == null || !isQueued(launch)) {
      return null;
    }
    return new Places(unit, limits)
        .findFull(launch.orchestrator())
        .map(full -> queue(launch, full, queued()))
        .orElse(null);
  }

  /**
   * The nodes of an orchestrator that wait for a place.
   *
   * @param first the queue that the first of them stands in
   * @param nodes in role-id order, at least one
   */
  public record Waiting(Explanation.Queue first, List<RoleId> nodes) {}

  /**
   * Who waits for a place when every place that is free now is given to who is next. So a plan that
   * was read before the gater came to it tells no other nodes than one that is read afterwards.
   */
  public Optional<Waiting> findWaiting(OrchestratorId orchestrator) {
    List<Launch> queued = queued();
    List<Launch> own =
        queued.stream().filter(one -> one.orchestrator().equals(orchestrator)).toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    List<Launch> coming = new ArrayList<>();
    Set<OrchestratorId> without = new HashSet<>();
    for (Launch next : queued) {
      if (without.contains(next.orchestrator())) {
        continue;
      }
      Optional<Places.Full> full = new Places(unit, limits, coming).findFull(next.orchestrator());
      if (full.isPresent()) {
        if (full.get().forAll() || next.orchestrator().equals(orchestrator)) {
          return waiting(own, coming, full.get(), queued);
        }
        without.add(next.orchestrator());
      } else if (coming.isEmpty() && hasPlace(own.get(own.size() - 1), queued)) {
        return Optional.empty();
      } else {
        coming.add(next);
      }
    }
    return Optional.empty();
  }

  /** Whether there is a place for a launch when all before it have one. */
  private boolean hasPlace(Launch launch, List<Launch> queued) {
    List<Launch> before = queued.subList(0, queued.indexOf(launch));
    return new Places(unit, limits, before).findFull(launch.orchestrator()).isEmpty();
  }

  private Optional<Waiting> waiting(
      List<Launch> own, List<Launch> coming, Places.Full full, List<Launch> queued) {
    Set<LaunchId> placed = coming.stream().map(Launch::id).collect(Collectors.toSet());
    Predicate<Launch> waits = launch -> !placed.contains(launch.id());
    List<Launch> left = queued.stream().filter(waits).toList();
    List<Launch> waiting = own.stream().filter(waits).toList();
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Waiting(
                queue(waiting.get(0), full, left), waiting.stream().map(Launch::role).toList()));
  }

  /** The launches that nobody has claimed yet, in role-id order. */
  private List<Launch> queued() {
    return unit
        .tx()
        .launches()
        .listDue(LaunchState.OPEN, unit.now(), List.of(), Integer.MAX_VALUE)
        .stream()
        .filter(this::isQueued)
        .toList();
  }

  private Explanation.Queue queue(Launch launch, Places.Full full, List<Launch> queued) {
    OrchestratorId whose = full.orchestrator();
    long before =
        queued.stream()
            .filter(other -> whose == null || whose.equals(other.orchestrator()))
            .filter(other -> other.role().compareTo(launch.role()) < 0)
            .count();
    return new Explanation.Queue(
        full.limit(),
        whose == null ? null : unit.facts().orchestrator(whose).name(),
        List.copyOf(full.holders().stream().map(held -> holder(held, launch)).toList()),
        Math.toIntExact(before + 1));
  }

  private boolean isQueued(Launch launch) {
    return !launch.isClaimed() && launch.due() != null && !launch.due().isAfter(unit.now());
  }

  private String holder(Launch held, Launch waiting) {
    String name = unit.facts().role(held.role()).name();
    return held.orchestrator().equals(waiting.orchestrator())
        ? name
        : name + " (" + unit.facts().orchestrator(held.orchestrator()).name() + ")";
  }

  /** What would let a node start that stands in a queue, as a sentence. */
  public static String sentence(String node, Explanation.Queue queue) {
    return "A place gets free: %s runs at most %d at a time, now %s; %s is number %d in the queue."
        .formatted(
            queue.orchestrator() == null
                ? "this Hera"
                : "orchestrator " + Quotation.of(queue.orchestrator()),
            queue.limit(),
            String.join(", ", queue.holders()),
            node,
            queue.position());
  }
}
