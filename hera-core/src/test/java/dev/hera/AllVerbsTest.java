package dev.hera;

import dev.hera.error.HeraException;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.MergeConflictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every verb in every combination, over several orchestrators that share workers: after each step
 * gates, holds, launches and places equal what counting them anew gives.
 */
@Timeout(600)
@Proves({"G7", "G13", "M3", "M13", "M19", "M25"})
class AllVerbsTest {
  private static final int STEPS = 50;

  @Test
  void what_is_kept_equals_a_recount_after_each_verb() {
    int sequences = TestWorld.isInMemory() ? 2_000 : 20;
    for (int seed = 0; seed < sequences; seed++) {
      new Life(seed).run();
    }
  }

  /** One random sequence. */
  private static final class Life {
    private final TestWorld world = TestWorld.withPlace(builder -> builder.maxLiveWorkers(6, 4));
    private final Hera hera = world.hera();
    private final Random random;
    private final String seed;
    private final List<String> history = new ArrayList<>();
    private final Set<OrchestratorId> places = new LinkedHashSet<>();
    private final List<Caller> guests = new ArrayList<>();
    private int names;

    Life(int seed) {
      this.seed = "seed " + seed;
      this.random = new Random(seed);
    }

    void run() {
      try (world) {
        world.open("second");
        check(true);
        for (int step = 0; step < STEPS; step++) {
          try {
            step();
          } catch (HeraException refused) {
            history.add("refused: " + refused.code().wire());
          }
          check(step % 10 == 9);
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(seed + ": " + String.join("; ", history), e);
      }
    }

    private void check(boolean alsoHistory) {
      world
          .store()
          .read(
              tx -> {
                tx.orchestrators().listActive().forEach(place -> places.add(place.id()));
                for (Orchestrator place : tx.orchestrators().list(places)) {
                  Recount.check(tx, place, seed);
                  if (alsoHistory) {
                    Replay.check(tx, place, seed);
                  }
                }
                return true;
              });
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    private String fresh() {
      return "n" + names++;
    }

    private String place() {
      List<String> open = hera.orchestrators();
      if (open.isEmpty()) {
        world.open(TestWorld.PLACE);
        return TestWorld.PLACE;
      }
      return pick(open);
    }

    private Coordinator lead(String place) {
      return hera.coordinator(place);
    }

    private String role(String place) {
      List<Role> roles =
          world
              .store()
              .read(
                  tx ->
                      tx.roles()
                          .listActive(
                              tx.orchestrators().findActive(place).orElseThrow().id(),
                              RoleFilter.of(RoleKind.WORKER)));
      return roles.isEmpty() ? "nobody" : pick(roles).name();
    }

    private Task task() {
      List<Task> tasks =
          world
              .store()
              .read(
                  tx ->
                      tx.tasks()
                          .list(
                              places.stream()
                                  .flatMap(place -> tx.bindings().list(place, false).stream())
                                  .map(binding -> binding.task())
                                  .toList()));
      return pick(tasks);
    }

    /** A worker that Hera started, as its process calls. */
    private Participant worker() {
      return hera.participant(caller(), null);
    }

    private Caller caller() {
      List<String> started = started();
      return started.isEmpty()
          ? pick(guests())
          : Caller.worker(world.launcher().token(pick(started)));
    }

    private List<String> started() {
      List<String> started = world.launcher().started();
      if (started.isEmpty()) {
        submit(place());
        world.tick();
      }
      return world.launcher().started();
    }

    private Status status() {
      return pick(List.of(Status.values()));
    }

    private void step() {
      String place = place();
      String node = role(place);
      int verb = random.nextInt(32);
      history.add(verb + " " + place + " " + node);
      switch (verb) {
        case 0, 1, 2 -> submit(place);
        case 3, 4 -> lead(place).block(node, role(place));
        case 5 -> lead(place).unblock(node, role(place));
        case 6 -> lead(place).cancel(node);
        case 7 -> lead(place).update(node, "again", null, null);
        case 8, 9 -> lead(place).accept(node, null);
        case 10, 11 -> lead(place).revive(node);
        case 12 -> lead(place).spawn("do it", fresh(), null, LaunchOptions.NONE);
        case 13 -> lead(place).inbox();
        case 14, 15 -> worker().report(status());
        case 16 -> worker().send(new Outgoing("body", "tldr", null, status(), null));
        case 17, 18 -> worker().move(place, fresh(), RoleKind.WORKER, status());
        case 19 -> hera.newcomer(caller()).newOrchestrator(fresh(), "lead");
        default -> ofTheApp(verb, place);
      }
    }

    private void ofTheApp(int verb, String place) {
      switch (verb) {
        case 20 -> join(place);
        case 21 -> hera.participant(pick(guests()), null).leave();
        case 22 -> rebind(place);
        case 23 -> {
          if (random.nextInt(3) == 0) {
            hera.archive(place);
          }
        }
        case 24 -> hera.tasks().archive(task().id());
        case 25 -> hera.tasks().setStatus(task().id(), pick(List.of(TaskStatus.values())));
        case 26 -> hera.tasks().sessionStarted(task().id());
        case 27 -> hera.tasks().sessionEnded(task().id(), OptionalInt.of(random.nextInt(2)));
        case 28 -> {
          if (!started().isEmpty()) {
            world.launcher().dies(pick(started()), random.nextInt(2));
          }
        }
        case 29 -> script(role(place));
        case 30 -> world.clock().advance(Duration.ofSeconds(random.nextInt(90)));
        default -> world.tick();
      }
      if (random.nextBoolean()) {
        world.tick();
      }
    }

    private void submit(String place) {
      Plan.Builder plan = Plan.builder();
      List<String> before = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        String name = fresh();
        if (random.nextInt(8) == 0) {
          plan.node(Plan.Node.subcoord(name, "reach it"));
        } else {
          plan.node(name, "do it");
        }
        before.stream().filter(one -> random.nextBoolean()).forEach(plan::after);
        if (random.nextBoolean() && !role(place).equals("nobody")) {
          plan.after(role(place));
        }
        before.add(name);
      }
      lead(place).submit(plan.build());
    }

    private List<Caller> guests() {
      if (guests.isEmpty()) {
        join(place());
      }
      return guests;
    }

    private void join(String place) {
      String name = fresh();
      Caller guest = hera.tasks().register(new NewTask(name, null, "/guests/" + names % 3, null));
      guests.add(guest);
      hera.newcomer(guest)
          .join(
              place,
              name,
              random.nextBoolean() ? RoleKind.WORKER : RoleKind.FREELANCE,
              null,
              random.nextBoolean() ? status() : null);
    }

    private void rebind(String place) {
      Caller late = hera.tasks().register(new NewTask(fresh(), null, task().worktree(), null));
      hera.newcomer(late).rebind(place, null);
    }

    /** From now on the launcher treats a node otherwise. */
    private void script(String node) {
      world.launcher().worksAgain(node);
      switch (random.nextInt(4)) {
        case 0 -> world.launcher().throwsAtStart(node, new LaunchException("no room"));
        case 1 -> world.launcher().throwsAtStart(node, LaunchException.permanent("no such base"));
        case 2 -> world.launcher().throwsAtStart(node, new MergeConflictException("pom.xml"));
        default -> world.launcher().throwsAtStart(node, new IllegalStateException("timed out"));
      }
    }
  }
}
