package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.OutcomeRule;
import dev.hera.plan.Plan;
import dev.hera.result.Explanation;
import dev.hera.role.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Proves("G2")
class ExplainTest {
  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();
  private final Instant start = world.clock().instant();

  private void planned() {
    lead.submit(
        Plan.builder().node("a", "p").node("b", "p").node("c", "p").after("a", "b").build());
  }

  private void later() {
    world.clock().advance(Duration.ofMinutes(1));
  }

  @Proves("G3")
  @Test
  void a_planned_node_waits_for_blockers_that_have_not_started() {
    planned();

    Explanation why = lead.explain(" c ");
    assertThat(why.name()).isEqualTo("c");
    assertThat(why.state()).isEqualTo("planned");
    assertThat(why.since()).isEqualTo(start);
    assertThat(why.blockers())
        .containsExactly(
            new Explanation.Blocker("a", OutcomeRule.NEVER_STARTED, "it has not started", start),
            new Explanation.Blocker("b", OutcomeRule.NEVER_STARTED, "it has not started", start));
    assertThat(why.wouldRelease())
        .hasSize(2)
        .allMatch(text -> text.contains("`Coordinator.unblock`"));
    assertThat(why.heldReason()).isNull();
  }

  @Proves("G3")
  @Test
  void a_held_node_names_the_blocker_that_failed_and_since_when() {
    planned();
    world.hera().tick();
    later();
    world.worker("a").report(Status.DONE);
    later();
    world.worker("b").report(Status.FAILED);
    later();

    Explanation why = lead.explain("c");
    assertThat(why.state()).isEqualTo("held");
    assertThat(why.since()).isEqualTo(start.plusSeconds(120));
    assertThat(why.blockers())
        .containsExactly(
            new Explanation.Blocker(
                "a", OutcomeRule.REPORTED_DONE, "it reported done", start.plusSeconds(60)),
            new Explanation.Blocker(
                "b", OutcomeRule.REPORTED_FAILED, "it reported failed", start.plusSeconds(120)));
    assertThat(why.wouldRelease()).hasSize(1).allMatch(text -> text.startsWith("b reports done"));
  }

  @Test
  void a_removed_edge_is_remembered() {
    planned();
    later();
    lead.unblock("c", "a");

    assertThat(lead.explain("c").waitedBefore())
        .containsExactly(new Explanation.Former("a", start.plusSeconds(60)));
    assertThat(lead.explain("c").blockers()).hasSize(1);
  }

  @Test
  void a_ready_node_tells_that_it_starts_by_itself() {
    planned();

    Explanation why = lead.explain("a");
    assertThat(why.state()).isEqualTo("ready");
    assertThat(why.wouldRelease()).hasSize(1);
    world.launcher().failsToStart("no room");
    world.hera().tick();
    assertThat(lead.explain("a").wouldRelease().get(0)).contains("no room");
  }

  @Test
  void a_node_that_started_waits_for_nothing() {
    planned();
    world.hera().tick();
    world.worker("a").report(Status.WORKING);

    Explanation why = lead.explain("a");
    assertThat(why.state()).isEqualTo("working");
    assertThat(why.since()).isEqualTo(start);
    assertThat(why.wouldRelease()).isEmpty();
    lead.plan(Plan.Node.worker("d", "p"));
    later();
    lead.cancel("d");
    assertThat(lead.explain("d").state()).isEqualTo("cancelled");
    assertThat(lead.explain("d").since()).isEqualTo(start.plusSeconds(60));
  }

  @Test
  void everybody_bound_may_ask_and_nothing_changes() {
    planned();
    Participant freelancer = team.freelancer("f");
    List<String> before = StoreDump.of(world.store());

    assertThat(freelancer.explain("c")).isEqualTo(lead.explain("c"));
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @Test
  void only_nodes_are_explained() {
    team.freelancer("f");

    for (String name : List.of("none", "lead", "f")) {
      refused(world, ErrorCode.NOT_FOUND, "name", () -> lead.explain(name));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"DONE", "FAILED"})
  void what_a_worker_reported_is_so_since_then_whatever_is_told_of_it_later(Status last) {
    planned();
    world.hera().tick();
    later();
    world.worker("a").report(last);
    Instant reported = world.clock().instant();
    later();
    world.hera().tasks().sessionEnded(team.task("a").id(), OptionalInt.of(0));

    assertThat(lead.explain("a").since()).isEqualTo(reported);
  }

  @Test
  void accepted_work_is_done_since_it_was_accepted() {
    planned();
    world.hera().tick();
    world.worker("a").report(Status.DONE);
    later();
    lead.accept("a", null);
    Instant accepted = world.clock().instant();
    later();
    world.hera().tasks().sessionEnded(team.task("a").id(), OptionalInt.of(0));

    assertThat(lead.explain("a").since()).isEqualTo(accepted);
  }
}
