package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.message.DeliveryMode;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Sent;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.spi.Doorbell;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  /** A doorbell that does what it is told, and remembers what lay in the inbox when it rang. */
  private final class Bell implements Doorbell {
    private final List<TaskId> rung = new ArrayList<>();
    private final List<Integer> unreadWhenRung = new ArrayList<>();
    private boolean reaches = true;
    private boolean failsToTell;
    private boolean failsToRing;

    @Override
    public boolean canReach(TaskId task) {
      if (failsToTell) {
        throw new IllegalStateException("cannot tell");
      }
      return reaches;
    }

    @Override
    public void ring(TaskId task, RoleId recipient) {
      rung.add(task);
      unreadWhenRung.add(world.store().read(tx -> tx.messages().listUnread(recipient)).size());
      if (failsToRing) {
        throw new IllegalStateException("cannot ring");
      }
    }
  }

  private final Bell bell = new Bell();
  private final TestWorld world =
      new TestWorld(TestStores.open(), builder -> builder.doorbell(bell));
  private final Team team = new Team(world, "o");

  private Sent toLead(Participant worker) {
    return worker.send(Outgoing.report(Status.WORKING, "t", "b"));
  }

  private DeliveryMode stored(Sent sent) {
    return team.message(sent.messageId()).deliveryMode();
  }

  @Proves({"M23", "M24"})
  @Test
  void a_reachable_recipient_is_rung_for_after_the_message_was_stored() {
    Sent sent = toLead(team.worker("w"));

    assertThat(sent.deliveryMode()).isEqualTo(DeliveryMode.DELIVERED);
    assertThat(stored(sent)).isEqualTo(DeliveryMode.DELIVERED);
    assertThat(bell.rung).containsExactly(team.binding("lead").task());
    assertThat(bell.unreadWhenRung).containsExactly(1);
  }

  @Proves("M24")
  @Test
  void a_recipient_that_the_doorbell_cannot_reach_is_pending_and_not_rung_for() {
    bell.reaches = false;
    Sent sent = toLead(team.worker("w"));

    assertThat(stored(sent)).isEqualTo(sent.deliveryMode()).isEqualTo(DeliveryMode.PENDING);
    assertThat(bell.rung).isEmpty();
  }

  @Proves({"M23", "M24"})
  @Test
  void a_doorbell_that_cannot_tell_reaches_nobody() {
    bell.failsToTell = true;

    assertThat(toLead(team.worker("w")).deliveryMode()).isEqualTo(DeliveryMode.PENDING);
    assertThat(team.unread("lead")).hasSize(1);
  }

  @Proves("M23")
  @Test
  void a_doorbell_that_fails_to_ring_has_no_effect() {
    bell.failsToRing = true;

    assertThat(toLead(team.worker("w")).deliveryMode()).isEqualTo(DeliveryMode.DELIVERED);
    assertThat(team.lead().inbox().messages()).hasSize(1);
  }

  @Proves("M24")
  @Test
  void a_role_without_a_live_binding_has_its_messages_queued() {
    team.lead().plan(Plan.Node.worker("later", "do it"));
    Sent sent = team.lead().send(Outgoing.to("later", "t", "b"));

    assertThat(stored(sent)).isEqualTo(sent.deliveryMode()).isEqualTo(DeliveryMode.QUEUED);
    assertThat(bell.rung).isEmpty();
  }

  @Proves("M24")
  @Test
  void a_binding_that_starts_is_rung_for_what_is_unread() {
    team.lead().plan(Plan.Node.worker("later", "do it"));
    team.lead().send(Outgoing.to("later", "t", "b"));
    world.hera().tick();

    assertThat(bell.rung).containsExactly(team.binding("later").task());
    assertThat(bell.unreadWhenRung).containsExactly(1);
  }

  @Proves("M24")
  @Test
  void a_binding_that_starts_with_nothing_unread_is_left_alone() {
    team.worker("w");
    team.lead().plan(Plan.Node.worker("later", "do it"));
    world.hera().tick();

    assertThat(bell.rung).isEmpty();
  }

  @Proves("M24")
  @Test
  void a_coordinator_that_takes_over_is_rung_for_what_it_missed() {
    Participant worker = team.worker("w");
    world.hera().tasks().archive(((Caller.OfTask) team.caller("lead")).task());
    assertThat(toLead(worker).deliveryMode()).isEqualTo(DeliveryMode.QUEUED);

    Caller second = world.hera().tasks().register(NewTask.named("second"));
    world.hera().newcomer(second).newOrchestrator("o", "lead");
    assertThat(bell.rung).containsExactly(((Caller.OfTask) second).task());
  }

  @Proves("M24")
  @Test
  void without_a_doorbell_a_live_recipient_is_pending() {
    TestWorld silent = new TestWorld();
    Team quiet = new Team(silent, "o");

    assertThat(toLead(quiet.worker("w")).deliveryMode()).isEqualTo(DeliveryMode.PENDING);
  }

  @Proves("M24")
  @Test
  void a_refused_message_rings_nothing() {
    Participant worker = team.worker("w");
    Refusals.thrown(ErrorCode.STATUS_REQUIRED, () -> worker.send(Outgoing.to("lead", "t", "b")));

    assertThat(bell.rung).isEmpty();
    assertThat(team.role("w").kind()).isEqualTo(RoleKind.WORKER);
  }
}
