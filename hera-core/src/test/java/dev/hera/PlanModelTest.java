package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.HeraException;
import dev.hera.plan.Plan;
import dev.hera.result.Explanation;
import dev.hera.role.Orchestrator;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.Found;
import dev.hera.view.PlanView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random sequences of verbs: Hera's answers against those of a plain model of the plan. */
@Timeout(300)
class PlanModelTest {
  private static final int STEPS = 50;

  @Test
  @Proves({"G1", "G3", "G4", "G5", "G7", "G12", "G13", "G14", "G15", "M11", "M17", "M18", "M19"})
  void hera_and_the_model_agree_after_each_step() {
    int sequences = TestWorld.isInMemory() ? 2_000 : 100;
    for (int seed = 0; seed < sequences; seed++) {
      new Sequence(seed).run();
    }
  }

  /** One random sequence. */
  private static final class Sequence {
    private final TestWorld world = TestWorld.withPlace();
    private final PlanModel model = new PlanModel();
    private final Random random;
    private final String seed;
    private final List<String> history = new ArrayList<>();

    Sequence(int seed) {
      this.seed = "seed " + seed;
      this.random = new Random(seed);
      world.launcher().givesNoBranches();
    }

    void run() {
      try (world) {
        submit();
        for (int step = 0; step < STEPS; step++) {
          String name = any();
          compared(() -> step(name));
          PlanModel.Node node = model.find(name);
          if (node != null && node.started && random.nextBoolean()) {
            compared(() -> report(name));
          }
          if (step % 25 == 0) {
            recount();
          }
        }
        recount();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(seed + ": " + String.join("; ", history), e);
      }
    }

    private void compared(Runnable work) {
      Set<String> held = model.holds();
      Set<String> failing = model.failing();
      work.run();
      compare(held, failing);
    }

    private void recount() {
      Orchestrator place = world.orchestrator(TestWorld.PLACE);
      world
          .store()
          .read(
              tx -> {
                Recount.check(tx, place, seed);
                Replay.check(tx, place, seed);
                return true;
              });
    }

    private String any() {
      if (random.nextInt(40) == 0) {
        return "nobody";
      }
      List<PlanModel.Node> nodes = model.nodes();
      return nodes.get(random.nextInt(nodes.size())).name;
    }

    /** Calls Hera and gives its answer, or the code of its refusal, as the model writes it. */
    private String answer(Supplier<Object> verb) {
      try {
        return String.valueOf(verb.get()).toLowerCase(Locale.ROOT);
      } catch (HeraException refusal) {
        return refusal.code().wire();
      }
    }

    private void agree(String what, String expected, Supplier<Object> verb) {
      history.add(what + " = " + expected);
      assertThat(answer(verb)).as(what).isEqualTo(expected);
    }

    private void step(String name) {
      Coordinator lead = world.lead();
      String other = any();
      switch (random.nextInt(16)) {
        case 0 -> submit();
        case 1, 2 ->
            agree(
                "block " + name + " " + other,
                model.block(name, other),
                () -> lead.block(name, other).added());
        case 3 ->
            agree(
                "unblock " + name + " " + other,
                model.unblock(name, other),
                () -> lead.unblock(name, other).removed());
        case 4 ->
            agree(
                "cancel " + name,
                model.cancel(name),
                () -> new TreeSet<>(lead.cancel(name).released()));
        case 5 ->
            agree(
                "update " + name,
                model.update(name),
                () -> lead.update(name, "p" + random.nextInt(), null, null).state());
        case 6 ->
            agree("accept " + name, model.accept(name), () -> lead.accept(name, null).changed());
        case 7 -> agree("revive " + name, model.revive(name), () -> lead.revive(name).outcome());
        case 8, 9, 10 -> ofStarted(name);
        default -> {
          history.add("tick");
          int before = world.launcher().started().size();
          world.tick();
          List<String> started = world.launcher().started();
          assertThat(started.subList(before, started.size())).isEqualTo(model.tick());
        }
      }
    }

    private <T> T pick(List<T> from) {
      return from.get(random.nextInt(from.size()));
    }

    private void submit() {
      List<String> old = model.nodes().stream().map(node -> node.name).toList();
      Set<String> requested = new LinkedHashSet<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        requested.add("n" + random.nextInt(8));
      }
      Plan.Builder plan = Plan.builder();
      Map<String, String> stored = new LinkedHashMap<>();
      for (String name : requested) {
        plan.node(name, "do it");
        Set<String> waitsFor = new TreeSet<>();
        old.stream()
            .filter(blocker -> !requested.contains(blocker) && random.nextInt(4) == 0)
            .forEach(blocker -> waitsFor.add(after(plan, blocker, blocker)));
        stored.forEach(
            (sibling, its) -> {
              if (random.nextBoolean()) {
                waitsFor.add(after(plan, sibling, its));
              }
            });
        stored.put(name, model.add(name, requested, waitsFor));
      }
      history.add("submit " + stored);
      assertThat(world.lead().submit(plan.build()).nodes())
          .allSatisfy(node -> assertThat(node.name()).isEqualTo(stored.get(node.requestedName())));
    }

    private static String after(Plan.Builder plan, String blocker, String stored) {
      plan.after(blocker);
      return stored;
    }

    private void report(String name) {
      Status status = pick(List.of(Status.values()));
      agree(
          "report " + name + " " + status,
          model.report(name, status.wire()),
          () -> world.worker(name).report(status).taskStatus());
    }

    /** What only the app and the launcher say of a worker. */
    private void ofStarted(String name) {
      PlanModel.Node node = model.find(name);
      if (node == null || !node.live) {
        return;
      }
      Task task = world.task(name);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          int code = random.nextInt(2);
          history.add("ended " + name + " " + code);
          world.launcher().answersTheTruth(name);
          world.launcher().ends(name, code);
          model.sessionEnded(name, code);
        }
        case 2 -> {
          history.add("session started " + name);
          world.launcher().answers(name, new Found.Running(1));
          world.hera().tasks().sessionStarted(task.id());
          model.sessionStarted(name);
        }
        case 3 -> {
          TaskStatus status = pick(List.of(TaskStatus.values()));
          history.add("app sets " + name + " " + status);
          world.hera().tasks().setStatus(task.id(), status);
          model.appSets(name, status.wire());
        }
        default -> {
          history.add("archive task of " + name);
          world.hera().tasks().archive(task.id());
          model.archiveTask(name);
        }
      }
    }

    private void compare(Set<String> heldBefore, Set<String> failingBefore) {
      assertThat(world.lead().plan().nodes().stream().map(Sequence::line).toList())
          .isEqualTo(model.nodes().stream().map(this::line).toList());
      compareNotices(heldBefore, failingBefore);
      compareOne();
    }

    private static String line(PlanView.Node node) {
      return String.join(
          " ",
          node.name(),
          node.state().wire(),
          new TreeSet<>(node.blockers()).toString(),
          node.status() == null ? "" : node.status().wire(),
          node.taskStatus() == null ? "" : node.taskStatus().wire());
    }

    private String line(PlanModel.Node node) {
      return String.join(
          " ",
          node.name,
          model.state(node.name),
          model.blockers(node.name).toString(),
          node.status,
          node.task);
    }

    /** Explains one node, and looks at one task. */
    private void compareOne() {
      String name = any();
      PlanModel.Node node = model.find(name);
      if (node != null) {
        Explanation explanation = world.lead().explain(name);
        assertThat(explanation.state()).isEqualTo(model.state(name));
        assertThat(explanation.blockers())
            .allSatisfy(
                blocker ->
                    assertThat(blocker.rule().number())
                        .as(blocker.name())
                        .isEqualTo(model.row(blocker.name())));
        if (node.started) {
          assertThat(world.task(name).readyToClose()).as(name).isEqualTo(node.ready);
        }
      }
    }

    /**
     * Each hold that began or ended since the last step was told exactly once, and so was each
     * failure that holds nobody.
     */
    private void compareNotices(Set<String> before, Set<String> failingBefore) {
      Set<String> now = model.holds();
      List<String> expected = new ArrayList<>();
      now.stream()
          .filter(hold -> !before.contains(hold))
          .forEach(hold -> expected.add("held: " + hold + " failed)"));
      before.stream()
          .filter(hold -> !now.contains(hold) && !model.endsInSilence(hold))
          .forEach(hold -> expected.add(recovery(hold, now)));
      model.failing().stream()
          .filter(name -> !failingBefore.contains(name) && model.isLost(name))
          .filter(name -> now.stream().noneMatch(hold -> hold.endsWith(" (" + name)))
          .forEach(name -> expected.add("failed: " + name));
      assertThat(world.told().stream().map(Sequence::withoutReason).toList())
          .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String withoutReason(String tldr) {
      return tldr.startsWith("failed: ") ? tldr.substring(0, tldr.indexOf(" (")) : tldr;
    }

    /** Holds are named in the order of their beginnings, which the model does not know. */
    private String recovery(String hold, Set<String> now) {
      String node = hold.substring(0, hold.indexOf(" (") + 2);
      List<String> others =
          world.openHolds(node.substring(0, node.length() - 2)).stream()
              .map(other -> world.name(Objects.requireNonNull(other.blocker())))
              .toList();
      assertThat(others)
          .containsExactlyInAnyOrderElementsOf(
              now.stream()
                  .filter(other -> other.startsWith(node))
                  .map(other -> other.substring(node.length()))
                  .toList());
      return "unblocked: "
          + hold
          + " recovered)"
          + (others.isEmpty() ? "" : "; still held by " + String.join(", ", others));
    }
  }
}
