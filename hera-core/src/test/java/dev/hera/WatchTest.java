package dev.hera;

import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What an adapter needs to tell its clients of changes: who may watch what, and what wakes them.
 */
class WatchTest {
  private final TestWorld world = TestWorld.withPlace();
  private final Team team = new Team(world, "team");
  private final AtomicInteger wakes = new AtomicInteger();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_plan_wakes_those_who_watch_it_and_nobody_else() {
    Participant worker = team.worker("w");
    try (Watch watch = worker.watchPlan(wakes::incrementAndGet)) {
      world.lead().submit(Plan.builder().node("a", "p").build());
      assertThat(wakes).as("after a change of another plan").hasValue(0);
      team.lead().submit(Plan.builder().node("a", "p").build());
      assertThat(wakes).as("after a change of its own").hasValue(1);
      assertThat(watch.isOver()).isFalse();
    }
    worker.report(Status.WORKING);
    assertThat(wakes).as("after the watch was closed").hasValue(1);
  }

  @Test
  void a_wake_that_fails_fails_neither_the_change_nor_another_wake() {
    Participant worker = team.worker("w");
    Overview overview = world.hera().overview();
    try (Watch full = overview.watchPlan("team", WatchTest::isFull);
        Watch broken = overview.watchPlan("team", WatchTest::isBroken);
        Watch sound = overview.watchPlan("team", wakes::incrementAndGet)) {
      team.lead().submit(Plan.builder().node("a", "p").build());
      assertThat(wakes).hasValue(1);
      worker.report(Status.DONE);
      assertThat(wakes).hasValue(2);
      assertThat(full.isOver() || broken.isOver() || sound.isOver()).isFalse();
    }
  }

  private static void isFull() {
    throw new RejectedExecutionException("the pool is full");
  }

  private static void isBroken() {
    throw new AssertionError("the wake is broken");
  }

  @Test
  void a_plan_is_watched_only_by_those_who_may_see_it() {
    team.worker("w");
    Participant stranger = world.hera().participant(team.caller("w"), TestWorld.PLACE);
    thrown(ErrorCode.NOT_BOUND, () -> stranger.watchPlan(wakes::incrementAndGet));
  }

  @Test
  void the_operator_watches_every_plan_and_inbox_by_name() {
    team.worker("w");
    Overview overview = world.hera().overview();
    try (Watch plan = overview.watchPlan("team", wakes::incrementAndGet);
        Watch inbox = overview.watchInbox("team", "w", () -> wakes.addAndGet(100))) {
      world.lead().submit(Plan.builder().node("a", "p").build());
      assertThat(wakes).as("after a change elsewhere").hasValue(0);
      team.lead().send(Outgoing.to("w", "t", "b"));
      assertThat(wakes).hasValue(101);
      assertThat(plan.isOver() || inbox.isOver()).isFalse();
    }
    thrown(ErrorCode.NOT_FOUND, () -> overview.watchPlan("none", wakes::incrementAndGet));
    thrown(ErrorCode.NOT_FOUND, () -> overview.watchInbox("team", "x", wakes::incrementAndGet));
    thrown(ErrorCode.NOT_FOUND, () -> overview.inbox("none", "w"));
  }

  @Test
  void looking_at_an_inbox_marks_nothing_read() {
    Participant worker = team.worker("w");
    team.lead().send(Outgoing.to("w", "t", "b"));
    Inbox seen = world.hera().overview().inbox("team", "w");
    assertThat(seen.messages()).extracting(Inbox.Item::tldr).containsExactly("t");
    assertThat(worker.reading().unread()).isEqualTo(seen);
    assertThat(team.unread("w")).hasSize(1);
    assertThat(worker.inbox()).isEqualTo(seen);
    assertThat(worker.reading().unread().messages()).isEmpty();
  }

  @Test
  void places_wake_their_task_when_one_begins_and_when_one_ends() {
    team.worker("w");
    Caller caller = team.caller("w");
    Newcomer newcomer = world.hera().newcomer(caller);
    try (Watch watch = newcomer.watchPlaces(wakes::incrementAndGet)) {
      team.worker("other").report(Status.WORKING);
      assertThat(wakes).as("after another's place began").hasValue(0);
      Coordinator lead = newcomer.newOrchestrator("child", "lead");
      assertThat(wakes).as("after a place began").hasValue(1);
      assertThat(newcomer.places())
          .extracting(Membership::orchestrator)
          .containsExactly("team", "child");
      lead.archive();
      assertThat(wakes).as("after a place ended").hasValue(2);
      assertThat(newcomer.places()).extracting(Membership::kind).containsExactly(RoleKind.WORKER);
      assertThat(watch.isOver()).isFalse();
    }
  }

  @Test
  void who_calls_from_a_directory_watches_the_places_of_the_task_there() {
    Caller there = Caller.directory(Path.of("/wt/guest/src"));
    Newcomer guest = world.hera().newcomer(there);
    thrown(ErrorCode.UNKNOWN_CALLER, () -> guest.watchPlaces(wakes::incrementAndGet));
    world.hera().tasks().register(new NewTask("guest", null, "/wt/guest", null));
    try (Watch watch = guest.watchPlaces(wakes::incrementAndGet)) {
      guest.join("team", "guest", RoleKind.WORKER, null, null);
      assertThat(wakes).hasValue(1);
      assertThat(watch.isOver()).isFalse();
    }
  }

  @Test
  void watching_its_places_is_no_handshake_of_a_worker_but_looking_at_them_is() {
    world.lead().submit(Plan.builder().node("a", "p").build());
    world.tick();
    Newcomer worker = world.hera().newcomer(Caller.worker(world.launcher().token("a")));
    worker.watchPlaces(wakes::incrementAndGet).close();
    assertThat(world.launch("a").accepted()).isNull();
    assertThat(worker.places()).hasSize(1);
    assertThat(world.launch("a").accepted()).isNotNull();
    Newcomer nobody = world.hera().newcomer(Caller.worker("x"));
    thrown(ErrorCode.UNKNOWN_CALLER, () -> nobody.watchPlaces(wakes::incrementAndGet));
  }
}
