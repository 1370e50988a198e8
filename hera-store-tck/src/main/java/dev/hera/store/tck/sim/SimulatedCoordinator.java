package dev.hera.store.tck.sim;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.UnknownLaunches;
import dev.hera.plan.Plan;
import dev.hera.result.Revived;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What the coordinator, and the person behind it, do to the plan. */
final class SimulatedCoordinator {
  private static final int MOST_NODES = 8;

  private final World world;
  private final Caller lead;
  private int named;

  SimulatedCoordinator(World world) {
    this.world = world;
    Hera hera = world.host().hera();
    lead = hera.tasks().register(new NewTask("lead", null, null, "trunk"));
    hera.newcomer(lead).newOrchestrator(World.PLACE, "lead");
  }

  void submits() {
    int nodes = 3 + world.faults.below(3);
    Plan.Builder plan = Plan.builder();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      String name = "n" + named++;
      plan.node(name, "do " + name);
      for (String earlier : names) {
        if (world.faults.chance(35)) {
          plan.after(earlier);
        }
      }
      names.add(name);
    }
    submits(plan.build(), names);
  }

  private void submits(Plan plan, List<String> names) {
    World.Outcome<?> outcome = calls(coordinator -> coordinator.submit(plan));
    if (outcome.isAnswered()) {
      world.expected.planned(names);
    } else {
      world.expected.perhapsPlanned(names);
    }
  }

  void act() {
    int dice = world.faults.below(100);
    if (world.expected.nodes().isEmpty()
        || (dice < 10 && world.expected.nodes().size() < MOST_NODES - 2)) {
      submits();
    } else if (dice < 40) {
      rewires(dice < 25);
    } else if (dice < 50) {
      edits();
    } else if (dice < 58) {
      cancels();
    } else if (dice < 68) {
      revives();
    } else if (dice < 80) {
      decides(any(), world.faults.below(3));
    } else if (dice < 90) {
      calls(Coordinator::inbox);
    } else {
      String node = any();
      calls(coordinator -> coordinator.accept(node, null));
    }
  }

  private String any() {
    List<String> names = List.copyOf(world.expected.nodes());
    return names.get(world.faults.below(names.size()));
  }

  private void rewires(boolean block) {
    String blocked = any();
    String blocker = any();
    calls(
        coordinator ->
            block ? coordinator.block(blocked, blocker) : coordinator.unblock(blocked, blocker));
  }

  private void edits() {
    String node = any();
    if (calls(coordinator -> coordinator.update(node, "do it better", null, null)).isAnswered()) {
      world.occurrences.count(Occurrence.NODE_EDITED);
    }
  }

  private void cancels() {
    String node = any();
    World.Outcome<?> outcome = calls(coordinator -> coordinator.cancel(node));
    if (outcome.isAnswered()) {
      world.occurrences.count(Occurrence.NODE_CANCELLED);
      world.expected.cancelled(node);
    } else if (outcome.isOpen()) {
      world.expected.perhapsCancelled(node);
    }
  }

  private void revives() {
    String node = any();
    World.Outcome<Revived> outcome = calls(coordinator -> coordinator.revive(node));
    Revived answer = outcome.answer();
    if (answer != null && answer.outcome() == Revived.Outcome.RESTARTED) {
      world.occurrences.count(Occurrence.REVIVED);
    }
  }

  /** The person looks after every launch that nobody can tell of, and says what is true. */
  void decidesRightly() {
    for (String node : world.expected.nodes()) {
      boolean runs =
          world.alive().stream().anyMatch(process -> process.node.equals(node) && !process.fenced);
      decides(node, runs ? 0 : 1);
    }
  }

  private void decides(String node, int decision) {
    world.expected.decidedByPerson(node);
    switch (decision) {
      case 0 -> decides(node, Occurrence.PERSON_ADOPTED, UnknownLaunches::adopt);
      case 1 -> decides(node, Occurrence.PERSON_RETRIED, UnknownLaunches::retry);
      default -> {
        decides(node, Occurrence.PERSON_GAVE_UP, UnknownLaunches::giveUp);
        world.expected.perhapsCancelled(node);
      }
    }
  }

  private void decides(String node, Occurrence occurrence, Decision decision) {
    World.Outcome<?> outcome =
        world.call(
            world.host(),
            hera -> {
              decision.take(hera.unknownLaunches(), World.PLACE, node);
              return true;
            });
    if (outcome.isAnswered()) {
      world.occurrences.count(occurrence);
    }
  }

  /** One of the three things that a person can say. */
  private interface Decision {
    void take(UnknownLaunches launches, String orchestrator, String node);
  }

  private <T> World.Outcome<T> calls(Function<Coordinator, T> verb) {
    return world.call(world.host(), hera -> verb.apply(hera.coordinator(lead, World.PLACE)));
  }
}
