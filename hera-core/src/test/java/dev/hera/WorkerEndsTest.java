package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.result.Inbox;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** No end of a worker is silent, and each cause is told in words of its own (G12). */
@Proves("G12")
class WorkerEndsTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private static SessionEnd exited(int code) {
    return new SessionEnd(
        OptionalInt.of(code),
        OptionalInt.empty(),
        false,
        Duration.ofSeconds(12),
        "/state/run/log",
        "boom\u202e\u0007 at last");
  }

  private static SessionEnd signalled(boolean stopped) {
    return new SessionEnd(OptionalInt.of(137), OptionalInt.of(9), stopped, null, null, null);
  }

  private void start(String... nodes) {
    world.roots(nodes);
    world.tick();
  }

  private Inbox.Item notice() {
    List<Inbox.Item> messages = world.lead().inbox().messages();
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  @Test
  void a_worker_that_exits_without_calling_is_told_with_code_length_log_and_last_line() {
    start("a");
    world.launcher().ends("a", exited(3));
    Inbox.Item told = notice();
    assertThat(told.from()).isEqualTo("a");
    assertThat(told.tldr()).isEqualTo("failed: a (exited with code 3, never called)");
    assertThat(told.body())
        .contains("exited with code 3 after 12 s without ever calling a tool of Hera")
        .contains("log: /state/run/log", "last line: boom at last")
        .contains("MCP set-up", "`Coordinator.revive` (`roleName` a)");
    assertThat(world.lead().explain("a").reason())
        .contains("code 3", "12 s", "/state/run/log", "ever calling")
        .contains("Coordinator.revive");
  }

  @Test
  void each_cause_has_words_of_its_own() {
    start("never", "working", "killed", "stopped", "vanished", "closed", "deleted", "spoke");
    for (String node : List.of("working", "killed", "stopped", "vanished", "closed", "deleted")) {
      world.reports(node, Status.WORKING);
    }
    world.worker("spoke").inbox();
    world.told();
    world.launcher().ends("never", exited(0));
    world.launcher().ends("working", exited(0));
    world.launcher().ends("killed", signalled(false));
    world.launcher().ends("stopped", signalled(true));
    world.launcher().ends("vanished", SessionEnd.of(OptionalInt.empty()));
    world.launcher().ends("spoke", exited(0));
    world.hera().tasks().setStatus(world.task("closed").id(), TaskStatus.IN_REVIEW);
    world.hera().tasks().archive(world.task("deleted").id());
    List<Inbox.Item> told = world.lead().inbox().messages();
    assertThat(told).hasSize(8).allSatisfy(one -> assertThat(one.tldr()).startsWith("failed: "));
    Set<String> causes = new LinkedHashSet<>();
    told.forEach(one -> causes.add(one.body().replace(one.from(), "X")));
    assertThat(causes).hasSize(8);
    assertThat(told.get(1).body()).contains("when it had reported working", "Coordinator.revive");
    assertThat(told.get(2).body()).contains("killed by signal 9");
    assertThat(told.get(3).body()).contains("stopped by an operator");
    assertThat(told.get(4).body()).contains("vanished without an exit code");
    assertThat(told.get(6).body()).contains("application moved its task").doesNotContain("revive");
    assertThat(told.get(7).body()).contains("application closed its task");
  }

  @Test
  void a_failure_that_holds_a_node_is_told_as_a_hold_and_not_twice() {
    world.chain("a", "b");
    world.tick();
    world.launcher().ends("a", exited(1));
    Inbox.Item told = notice();
    assertThat(told.tldr()).isEqualTo("held: b (a failed)");
    assertThat(told.body())
        .contains("exited with code 1", "Coordinator.revive", "Coordinator.unblock");
    assertThat(world.lead().explain("b").blockers())
        .singleElement()
        .satisfies(blocker -> assertThat(blocker.because()).contains("exited with code 1"));
  }

  @Test
  void each_failure_is_told_once_also_with_another_gater_and_a_later_sweep() {
    start("a");
    world.reports("a", Status.FAILED);
    assertThat(world.told()).containsExactly("failed: a (it reported failed)");
    world.launcher().ends("a", exited(1));
    world.another("second").tick();
    world.clock().advance(Duration.ofMinutes(5));
    world.tick();
    assertThat(world.told()).isEmpty();
    world.reports("a", Status.WORKING);
    world.reports("a", Status.FAILED);
    assertThat(world.told()).hasSize(1);
  }

  @Test
  void a_failure_of_a_node_whose_dependents_are_cancelled_or_run_is_told() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().ends("a", exited(1));
    assertThat(world.told()).singleElement().asString().startsWith("failed: a");
  }

  @Test
  void what_ends_with_its_orchestrator_or_was_accepted_is_not_told_as_failed() {
    start("a", "b");
    world.reports("a", Status.WORKING);
    world.reports("b", Status.WORKING);
    world.lead().accept("a", null);
    assertThat(world.told()).isEmpty();
    assertThat(world.state("a")).isEqualTo(ViewState.DONE);
    world.hera().archive(TestWorld.PLACE);
  }

  @Test
  void the_end_of_a_joined_session_is_told_and_names_no_revival() {
    Caller other = world.hera().tasks().register(new NewTask("other", null, null, null));
    world
        .hera()
        .newcomer(other)
        .join(TestWorld.PLACE, "guest", RoleKind.WORKER, null, Status.WORKING);
    world.told();
    TaskId task = world.task("guest").id();
    world.hera().tasks().sessionEnded(task, OptionalInt.of(1));
    Inbox.Item told = notice();
    assertThat(told.tldr()).isEqualTo("failed: guest (exited with code 1)");
    assertThat(told.body()).doesNotContain("Coordinator.revive");
  }

  @Test
  @Proves("W1")
  void a_worker_that_does_not_call_is_visible_and_told_once_in_each_epoch() {
    start("a");
    assertThat(world.lead().explain("a").reason())
        .isEqualTo("pending: it runs and has not called yet");
    world.clock().advance(Duration.ofSeconds(119));
    world.tick();
    assertThat(world.told()).isEmpty();
    world.clock().advance(Duration.ofSeconds(1));
    world.tick();
    assertThat(world.told()).containsExactly("pending: a (it runs and has not called yet)");
    world.another("second").tick();
    for (int i = 0; i < 5; i++) {
      world.clock().advance(Duration.ofMinutes(1));
      world.tick();
    }
    assertThat(world.told()).isEmpty();
    assertThat(world.state("a")).isEqualTo(ViewState.PENDING);
  }

  @Test
  @Proves({"G26", "W1"})
  void a_node_stays_ready_while_its_start_is_tried_again() {
    Set<ViewState> seen = new LinkedHashSet<>();
    world
        .launcher()
        .onStart(
            "a",
            request -> {
              if (world.launch("a").attempts() > 0) {
                seen.add(world.state("a"));
              }
              throw new LaunchException("no room");
            });
    start("a");
    world.clock().advance(Duration.ofMinutes(1));
    world.tick();
    assertThat(seen).containsExactly(ViewState.READY);
    assertThat(world.view("a").attempts()).isEqualTo(3);
    assertThat(world.view("a").lastError()).isEqualTo("no room");
    world.launcher().worksAgain("a");
    world.clock().advance(Duration.ofMinutes(1));
    world.tick();
    assertThat(world.state("a")).isEqualTo(ViewState.PENDING);
  }
}
