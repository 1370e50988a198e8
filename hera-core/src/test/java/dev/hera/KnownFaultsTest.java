package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageRules;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Doorbell;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One regression test for each known fault of the original. */
class KnownFaultsTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();

  private void runs(String... names) {
    Plan.Builder plan = Plan.builder();
    for (int i = 0; i < names.length; i++) {
      plan.node(names[i], "p");
      if (i > 0) {
        plan.after(names[i - 1]);
      }
    }
    lead.submit(plan.build());
    hera.tick();
  }

  private ViewState state(String name) {
    return lead.plan().nodes().stream()
        .filter(node -> node.name().equals(name))
        .map(PlanView.Node::state)
        .findFirst()
        .orElseThrow();
  }

  private List<String> subjects() {
    return team.unread("lead").stream().map(Message::tldr).toList();
  }

  @Proves({"M18", "G5"})
  @Test
  void fault_a_reopened_worker_was_read_as_failed_because_its_task_stayed_in_review() {
    runs("a", "b");
    world.worker("a").report(Status.FAILED);
    assertThat(state("b")).isEqualTo(ViewState.HELD);

    world.worker("a").report(Status.WORKING);
    assertThat(team.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(state("a")).isEqualTo(ViewState.WORKING);
    assertThat(state("b")).isEqualTo(ViewState.PLANNED);
  }

  @Proves("V12")
  @Test
  void fault_a_send_refused_for_its_arguments_changed_the_status() {
    runs("a", "b");
    world.worker("a").report(Status.WORKING);

    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        () -> world.worker("a").send(Outgoing.report(Status.DONE, "t".repeat(121), "b")));
    assertThat(team.role("a").status()).isEqualTo(Status.WORKING);
    assertThat(state("b")).isEqualTo(ViewState.PLANNED);
  }

  @Proves("M24")
  @Test
  void fault_the_delivery_mode_was_always_pending() {
    Doorbell bell =
        new Doorbell() {
          @Override
          public boolean canReach(TaskId task) {
            return true;
          }

          @Override
          public void ring(TaskId task, RoleId recipient) {}
        };
    Team rung = new Team(new TestWorld(TestStores.open(), b -> b.doorbell(bell)), "o");
    rung.lead().plan(Plan.Node.worker("later", "p"));

    assertThat(
            List.of(
                rung.worker("w").send(Outgoing.report(Status.WORKING, "t", "b")).deliveryMode(),
                rung.lead().send(Outgoing.to("later", "t", "b")).deliveryMode(),
                team.worker("w").send(Outgoing.report(Status.WORKING, "t", "b")).deliveryMode()))
        .containsExactly(DeliveryMode.DELIVERED, DeliveryMode.QUEUED, DeliveryMode.PENDING);
  }

  @Proves("V1")
  @Test
  void fault_equal_names_in_one_plan_failed_with_a_raw_database_error() {
    assertThat(
            refused(
                world,
                ErrorCode.DUPLICATE_NAME,
                () -> lead.submit(Plan.builder().node("a", "p").node("a", "p").build())))
        .hasMessageContaining("nodes[1].name")
        .hasMessageContaining("nodes[0]");
  }

  @Proves("G1")
  @Test
  void fault_an_archived_blocker_that_never_started_wedged_its_dependents_in_silence() {
    world
        .launcher()
        .onStart(
            () -> {
              lead.plan(Plan.Node.worker("next", "p"));
              lead.block("next", "pruned");
              throw new LaunchException("no room");
            });
    thrown(ErrorCode.LAUNCH_FAILED, () -> lead.spawn("p", "pruned", null, LaunchOptions.NONE));

    world.launcher().worksAgain();
    assertThat(state("next")).isEqualTo(ViewState.READY);
    hera.tick();
    assertThat(world.launcher().started()).containsExactly("next");
  }

  @Proves("G26")
  @Test
  void fault_a_failed_start_stranded_its_node_for_ever() {
    world.launcher().failsToStart("no room");
    runs("a");
    assertThat(state("a")).isEqualTo(ViewState.READY);

    lead.update("a", "a better prompt", null, null);
    world.launcher().worksAgain();
    world.clock().advance(Duration.ofMinutes(2));
    hera.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launcher().request("a").prompt()).endsWith("a better prompt");
  }

  @Proves("M4")
  @Test
  void fault_there_could_be_two_live_coordinators() {
    Caller second = hera.tasks().register(NewTask.named("second"));

    refused(
        world,
        ErrorCode.COORDINATOR_EXISTS,
        () -> hera.newcomer(second).newOrchestrator("o", "lead2"));
  }

  @Proves("M21")
  @Test
  void fault_the_limit_of_a_tldr_was_counted_in_bytes() {
    String tldr = "é".repeat(120);

    team.worker("w").send(Outgoing.report(Status.WORKING, tldr, "b"));
    assertThat(subjects()).containsExactly(tldr);
  }

  private Hera restarted() {
    return world.another("restarted");
  }

  @Proves("G13")
  @Test
  void fault_hold_notices_were_repeated_or_lost_by_a_restart() {
    runs("a", "b");
    world.worker("a").report(Status.FAILED);
    assertThat(subjects()).hasSize(1);

    restarted().tick();
    restarted().tick();
    assertThat(subjects()).as("not repeated").hasSize(1);
    Participant worker = restarted().participant(Caller.worker(world.launcher().token("a")), null);
    worker.report(Status.WORKING);
    worker.report(Status.FAILED);
    assertThat(subjects()).as("not lost").hasSize(3);
    assertThat(subjects().get(1)).startsWith("unblocked: b");
    assertThat(subjects().get(2)).startsWith("held: b");
  }

  @Proves("M18")
  @Test
  void fault_a_reopened_worker_was_still_shown_as_ready_to_close() {
    runs("a");
    world.worker("a").report(Status.DONE);
    assertThat(team.task("a").readyToClose()).isTrue();

    world.worker("a").report(Status.WORKING);
    assertThat(team.task("a").readyToClose()).isFalse();
  }

  @Test
  void fault_an_edit_of_the_project_alone_wiped_the_prompt() {
    lead.plan(Plan.Node.worker("a", "the mission"));
    lead.update("a", null, "shop", null);

    assertThat(team.role("a"))
        .matches(role -> role.prompt().equals("the mission"))
        .matches(role -> "shop".equals(role.project()));
  }

  @Proves("G6")
  @Test
  void fault_chains_deeper_than_two_levels_were_held_for_ever() {
    List<String> names = List.of("a", "b", "c", "d", "e", "f");
    runs(names.toArray(String[]::new));
    world.worker("a").report(Status.FAILED);
    assertThat(state("b")).isEqualTo(ViewState.HELD);
    assertThat(state("f")).isEqualTo(ViewState.PLANNED);

    for (String name : names) {
      world.worker(name).report(Status.DONE);
      hera.tick();
    }
    assertThat(world.launcher().started()).isEqualTo(names);
  }

  @Proves({"G13", "G16"})
  @Test
  void fault_a_notice_was_lost_when_it_could_not_be_sent_at_once() {
    runs("a", "b");
    Role abandoned = team.role("lead");
    hera.tasks().archive(((Caller.OfTask) team.caller("lead")).task());
    world
        .store()
        .write(
            tx -> {
              tx.roles().update(abandoned.archivedAt(world.clock().instant()));
              return true;
            });
    world.worker("a").report(Status.FAILED);

    Caller next = hera.tasks().register(NewTask.named("next"));
    Coordinator second = hera.newcomer(next).newOrchestrator("o", "second");
    assertThat(second.inbox().messages()).hasSize(1).allMatch(m -> m.tldr().startsWith("held: b"));
    hera.tick();
    assertThat(second.inbox().messages()).isEmpty();
  }

  @Proves("M21")
  @Test
  void fault_a_notice_was_lost_in_a_full_inbox() {
    runs("a", "b");
    Participant worker = team.worker("w");
    for (int i = 0; i < MessageRules.MAX_UNREAD; i++) {
      worker.send(Outgoing.report(Status.WORKING, "t", "b"));
      world.clock().advance(Duration.ofSeconds(2));
    }
    world.worker("a").report(Status.FAILED);

    assertThat(subjects()).hasSize(501);
    assertThat(subjects().get(500)).startsWith("held: b");
  }
}
