package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.Outgoing;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.view.PlanProgress;
import dev.hera.view.ViewState;
import dev.hera.view.recap.Recap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a caller is told that knows nothing any more but who it is. */
class RecapTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private List<String> next() {
    return world.lead().recap().next();
  }

  @Test
  void a_coordinator_is_told_the_one_next_step_all_along_its_plan() {
    assertThat(next())
        .containsExactly("`Coordinator.submit` submits the plan, which has no node yet.");
    world.chain("a", "b");
    assertThat(next())
        .containsExactly("`Participant.inbox`(`timeout`=50) waits for what goes on by itself.");
    world.tick();
    world.reports("a", Status.BLOCKED);
    assertThat(next()).containsExactly("`Participant.send` (to a) answers it.");
    world.reports("a", Status.FAILED);
    assertThat(next())
        .containsExactly(
            "`Participant.inbox` reads your 1 unread.",
            "`Participant.explain` (name a) says what it needs.");
    assertThat(world.told()).hasSize(1);
    assertThat(next()).containsExactly("`Participant.explain` (name a) says what it needs.");
    world.reports("a", Status.DONE);
    world.told();
    assertThat(next())
        .containsExactly(
            "`Coordinator.accept` (`roleName` a) when its work is right.",
            "`Participant.inbox`(`timeout`=50) waits for what goes on by itself.");
    world.lead().accept("a", null);
    world.tick();
    world.reports("b", Status.DONE);
    world.lead().accept("b", null);
    assertThat(next()).containsExactly("The plan is complete: `Coordinator.archive` ends it.");
  }

  @Test
  void a_coordinator_sees_plan_subjects_and_projects_and_nothing_is_read_by_it() {
    world.chain("a", "b");
    world.tick();
    world.worker("a").send(new Outgoing("body", "subject of a", null, Status.FAILED, null));
    Recap recap = world.lead().recap();
    assertThat(recap.plan().progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(recap.plan().nodes().stream().map(line -> line.name() + " " + line.state()))
        .containsExactly("a FAILED", "b HELD");
    assertThat(recap.unread()).extracting(Recap.Subject::tldr).contains("subject of a");
    assertThat(recap.place().unreadCount()).isEqualTo(recap.unread().size());
    assertThat(world.lead().recap()).isEqualTo(recap);
  }

  @Test
  void a_worker_sees_its_part_and_not_the_plan() {
    world.chain("a", "b", "c");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    world.lead().send(Outgoing.to("b", "use v2", "not v1"));
    Recap recap = world.worker("b").recap();
    assertThat(recap.plan()).isNull();
    assertThat(recap.coordinator()).isEqualTo("lead");
    assertThat(recap.work().mission()).isEqualTo("do b");
    assertThat(recap.work().branch()).isNotNull();
    assertThat(recap.blockers()).extracting(Recap.Blocker::name).containsExactly("a");
    assertThat(recap.blockers().get(0).state()).isEqualTo(ViewState.IN_REVIEW);
    assertThat(recap.unread()).extracting(Recap.Subject::tldr).containsExactly("use v2");
    assertThat(recap.next())
        .containsExactly(
            "`Participant.inbox` reads your 1 unread.",
            "`Participant.send` with status working checks in.",
            "Go on with your mission; `Participant.send` with status done, or failed, ends it.");
    world.worker("b").inbox();
    world.reports("b", Status.DONE);
    assertThat(world.worker("b").recap().next())
        .containsExactly(
            "You reported done: `Participant.inbox`(`timeout`=50) waits for an answer;"
                + " `Participant.send` with status working takes the work up again.");
    world.lead().accept("b", null);
    assertThat(world.worker("b").recap().next())
        .contains("Your work is accepted: nothing more is to be done.");
  }

  @Test
  void what_is_long_is_cut_and_what_is_much_is_counted() {
    Team team = new Team(world, "other");
    Participant free = team.freelancer("free");
    IntStream.range(0, 40)
        .forEach(i -> team.lead().send(Outgoing.to("free", "\"😀".repeat(60), "body " + i)));
    Recap recap = free.recap();
    assertThat(recap.place().unreadCount()).isEqualTo(40);
    assertThat(recap.unread()).hasSizeBetween(2, 10);
    assertThat(recap.place().kind()).isEqualTo(RoleKind.FREELANCE);
    assertThat(recap.next()).anyMatch(step -> step.contains("reads your 40 unread"));
  }
}
