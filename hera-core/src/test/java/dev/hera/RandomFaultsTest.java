package dev.hera;

import dev.hera.error.HeraException;
import dev.hera.plan.LaunchState;
import dev.hera.plan.Plan;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.MergeConflictException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random lives of a plan, with launchers that fail; after each step everything is recounted. */
@Timeout(300)
class RandomFaultsTest {
  private static final int STEPS = 50;
  private static final Status[] STATUSES = Status.values();

  @Test
  @Proves({"G7", "G11", "G13", "G26", "G27", "M3", "M13", "M19", "M25"})
  void everything_that_is_kept_equals_a_recount_after_each_step() {
    for (int seed = 0; seed < sequences(); seed++) {
      new Life(seed).run();
    }
  }

  private static int sequences() {
    return TestWorld.isInMemory() ? 300 : 20;
  }

  /** One random sequence. */
  private static final class Life {
    private final TestWorld world;
    private final Orchestrator place;
    private final Random random;
    private final int seed;
    private int names;

    Life(int seed) {
      this.seed = seed;
      this.world =
          TestWorld.withPlace(
              new ScriptedLauncher(seed % 2 == 0), builder -> builder.maxLiveWorkers(3, 3));
      this.place = world.orchestrator(TestWorld.PLACE);
      this.random = new Random(seed);
    }

    void run() {
      try (world) {
        submit();
        for (int step = 0; step < STEPS; step++) {
          String when = "seed " + seed + ", step " + step;
          try {
            step();
          } catch (HeraException refused) {
            check(when + " refused: " + refused.getMessage());
          } catch (RuntimeException e) {
            throw new AssertionError(when, e);
          }
          check(when);
        }
        world.hera().archive(TestWorld.PLACE);
        world.clock().advance(Duration.ofMinutes(2));
        world.tick();
        check("seed " + seed + ", archived");
      }
    }

    private void check(String when) {
      world
          .store()
          .read(
              tx -> {
                Orchestrator now = tx.orchestrators().find(place.id()).orElseThrow();
                Recount.check(tx, now, when);
                if (random.nextInt(8) == 0) {
                  Replay.check(tx, now, when);
                }
                return true;
              });
    }

    private Role any() {
      List<Role> roles =
          world
              .store()
              .read(tx -> tx.roles().listActive(place.id(), RoleFilter.of(RoleKind.WORKER)));
      return roles.get(random.nextInt(roles.size()));
    }

    private Task anyTask() {
      List<Task> tasks =
          world
              .store()
              .read(
                  tx ->
                      tx.tasks()
                          .list(
                              tx.bindings().list(place.id(), false).stream()
                                  .map(binding -> binding.task())
                                  .toList()));
      return tasks.get(random.nextInt(tasks.size()));
    }

    private void step() {
      switch (random.nextInt(20)) {
        case 0 -> submit();
        case 1, 2 -> world.lead().block(any().name(), any().name());
        case 3 -> world.lead().unblock(any().name(), any().name());
        case 4 -> world.lead().cancel(any().name());
        case 5, 6, 7, 8 -> report();
        case 9 -> world.hera().tasks().sessionEnded(anyTask().id(), exitCode());
        case 10 -> world.hera().tasks().sessionStarted(anyTask().id());
        case 11 -> world.lead().accept(any().name(), null);
        case 12 -> world.lead().revive(any().name());
        case 13 -> appMoves();
        case 14 -> script();
        case 15 -> decide();
        case 16 -> world.lead().update(any().name(), "again " + random.nextInt(), null, null);
        case 17 -> world.another("gater " + random.nextInt()).tick();
        default -> {
          world.clock().advance(Duration.ofSeconds(random.nextInt(90)));
          world.tick();
        }
      }
    }

    private void submit() {
      Plan.Builder plan = Plan.builder();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        int number = names++;
        plan.node("n" + number, "do " + number);
        for (int blocker = 0; blocker < number; blocker++) {
          if (random.nextInt(4) == 0) {
            plan.after("n" + blocker);
          }
        }
      }
      world.lead().submit(plan.build());
    }

    private OptionalInt exitCode() {
      return random.nextBoolean() ? OptionalInt.of(random.nextInt(2)) : OptionalInt.empty();
    }

    private void report() {
      Role role = any();
      try {
        world.reports(role.name(), STATUSES[random.nextInt(STATUSES.length)]);
      } catch (NullPointerException neverStarted) {
        world.tick();
      }
    }

    private void appMoves() {
      Task task = anyTask();
      if (random.nextInt(4) == 0 && !task.name().startsWith("lead")) {
        world.hera().tasks().archive(task.id());
      } else {
        TaskStatus[] statuses = TaskStatus.values();
        world
            .hera()
            .tasks()
            .setStatus(task.id(), statuses[1 + random.nextInt(statuses.length - 1)]);
      }
    }

    /** From now on the launcher treats a role otherwise. */
    private void script() {
      String name = any().name();
      ScriptedLauncher launcher = world.launcher();
      launcher.worksAgain(name);
      launcher.answersTheTruth(name);
      switch (random.nextInt(6)) {
        case 0 -> launcher.throwsAtStart(name, new LaunchException("no room"));
        case 1 -> launcher.throwsAtStart(name, new MergeConflictException("pom.xml"));
        case 2 -> launcher.throwsAtStart(name, new IllegalStateException("timed out"));
        case 3 -> {
          launcher.throwsAtStart(name, new IllegalStateException("timed out"));
          launcher.answers(name, new Found.Unknown("no connection"));
        }
        case 4 -> launcher.onStart(name, request -> world.reports(name, Status.DONE));
        default -> launcher.onPlace(name, request -> world.lead().unblock(name, name));
      }
    }

    private void decide() {
      List<Role> unknown =
          world
              .store()
              .read(
                  tx ->
                      tx.launches().list(LaunchState.UNKNOWN).stream()
                          .map(launch -> tx.roles().find(launch.role()).orElseThrow())
                          .toList());
      if (!unknown.isEmpty()) {
        String name = unknown.get(random.nextInt(unknown.size())).name();
        switch (random.nextInt(3)) {
          case 0 -> world.hera().unknownLaunches().adopt(TestWorld.PLACE, name);
          case 1 -> world.hera().unknownLaunches().retry(TestWorld.PLACE, name);
          default -> world.hera().unknownLaunches().giveUp(TestWorld.PLACE, name);
        }
      }
    }
  }
}
