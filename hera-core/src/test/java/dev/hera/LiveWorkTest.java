package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.view.ViewState;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a sweep looks at of the work that has a live binding. */
class LiveWorkTest {
  /** More than one sweep looks at. */
  private static final int MANY = 130;

  private static final Pattern TASK = Pattern.compile("TaskId\\[");

  @Test
  void a_sweep_reads_no_more_of_much_finished_work_than_its_share() {
    RecordingStore store = new RecordingStore();
    ScriptedLauncher launcher = new ScriptedLauncher();
    try (Hera hera =
        Hera.builder(store).launcher(launcher).directories(new KnownDirectories()).build()) {
      Coordinator lead =
          hera.newcomer(hera.tasks().register(NewTask.named("lead")))
              .newOrchestrator("shop", "lead");
      List<String> names = names();
      Plan.Builder plan = Plan.builder();
      names.forEach(name -> plan.node(name, "do it"));
      lead.submit(plan.build());
      for (String name : names) {
        hera.tick(); // no more than some may live at once
        finish(hera, launcher, name);
      }
      hera.tick();
      store.take();
      hera.tick();
      List<String> read =
          store.take().stream()
              .flatMap(List::stream)
              .filter(call -> call.startsWith("tasks."))
              .toList();
      assertThat(read).hasSize(1);
      assertThat(tasks(read.get(0))).isPositive().isLessThan(MANY);
    }
  }

  private static List<String> names() {
    return IntStream.range(0, MANY).mapToObj(i -> "n" + i).toList();
  }

  private static long tasks(String call) {
    return TASK.matcher(call).results().count();
  }

  private static void finish(Hera hera, ScriptedLauncher launcher, String name) {
    hera.participant(Caller.worker(launcher.token(name)), null).report(Status.DONE);
    launcher.tellEnd(launcher.request(name).key(), 1, OptionalInt.of(0));
  }

  @Test
  void a_directory_of_finished_work_that_is_gone_is_found_in_its_turn() {
    try (TestWorld world = TestWorld.withPlace()) {
      List<String> names = names();
      world.roots(names.toArray(String[]::new));
      for (String name : names) {
        world.tick();
        world.reports(name, Status.DONE);
        world.launcher().tellEnd(world.launch(name).key(), 1, OptionalInt.of(0));
      }
      world.tick();
      names.forEach(name -> world.directories().lose(world.task(name).worktree()));
      world.tick();
      assertThat(names).anyMatch(name -> isLive(world, name));
      world.tick();
      assertThat(names).noneMatch(name -> isLive(world, name));
      assertThat(world.bindings("n0"))
          .singleElement()
          .matches(binding -> binding.endReason() == EndReason.TASK_MISSING);
    }
  }

  private static boolean isLive(TestWorld world, String name) {
    return world.bindings(name).stream().anyMatch(binding -> binding.isLive());
  }

  @Test
  void a_session_that_runs_again_is_asked_for_again() {
    try (TestWorld world = TestWorld.withPlace()) {
      world.roots("a");
      world.tick();
      world.reports("a", Status.WORKING);
      world.launcher().tellEnd(world.launch("a").key(), 1, OptionalInt.of(1));
      world.tick();
      world.lead().revive("a");
      world.tick();
      world.reports("a", Status.WORKING);
      world.tick();
      assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
      world.launcher().answers("a", new Found.Ended(2, OptionalInt.of(1)));
      world.tick();
      assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
      assertThat(world.state("a")).isEqualTo(ViewState.FAILED);
    }
  }

  @Test
  void what_another_hera_started_is_looked_at_as_well() {
    try (TestWorld world = TestWorld.withPlace()) {
      world.tick();
      Hera other = world.another("other");
      world.roots("a");
      other.tick();
      world.reports("a", Status.WORKING);
      world.launcher().answers("a", new Found.NotThere());
      world.tick();
      assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    }
  }
}
