package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.CycleException;
import dev.hera.error.ErrorCode;
import dev.hera.plan.Plan;
import dev.hera.result.EdgeAdded;
import dev.hera.result.EdgeRemoved;
import dev.hera.role.Status;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EdgeTest {
  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();

  @BeforeEach
  void plan() {
    new Team(world, "other").lead().plan(Plan.Node.worker("foreign", "p"));
    lead.submit(Plan.builder().node("a", "p").node("b", "p").node("c", "p").node("d", "p").build());
  }

  private List<String> started() {
    world.hera().tick();
    return world.launcher().started();
  }

  @Proves("V9")
  @Test
  void blocking_makes_one_node_wait_for_another() {
    assertThat(lead.block(" b ", " a "))
        .isEqualTo(new EdgeAdded("b", "a", true, "planned", List.of(), List.of()));

    assertThat(started()).containsExactly("foreign", "a", "c", "d");
  }

  @Test
  void what_is_held_or_released_by_an_edge_is_in_the_answer() {
    started();
    world.worker("a").report(Status.FAILED);
    lead.plan(Plan.Node.worker("e", "p"));

    assertThat(lead.block("e", "a"))
        .isEqualTo(new EdgeAdded("e", "a", true, "held", List.of(), List.of("e")));
    assertThat(lead.unblock("e", "a").released()).containsExactly("e");
    assertThat(lead.submit(Plan.builder().node("f", "p").after("a").build()).held())
        .containsExactly("f");
  }

  @Test
  void an_edge_that_exists_is_left_as_it_is() {
    lead.block("b", "a");
    List<String> before = StoreDump.of(world.store());

    assertThat(lead.block("b", "a"))
        .isEqualTo(new EdgeAdded("b", "a", false, "planned", List.of(), List.of()));
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({
    "none, none, SELF_EDGE, blocker",
    "lead, lead, SELF_EDGE, blocker",
    "a, ' a ', SELF_EDGE, blocker",
    "none, other, NOT_FOUND, blocked",
    "none, lead, NOT_FOUND, blocked",
    "a, none, NOT_FOUND, blocker",
    "a, foreign, NOT_FOUND, blocker",
    "foreign, a, NOT_FOUND, blocked",
    "a, lead, COORDINATOR_BLOCKER, blocker",
    "d, b, CYCLE, blocker",
  })
  void the_checks_come_in_their_order(
      String blocked, String blocker, ErrorCode code, String field) {
    lead.block("b", "d");
    lead.block("lead", "a");

    refused(world, code, field, () -> lead.block(blocked, blocker));
  }

  @Test
  void a_coordinator_is_refused_before_a_cycle_is_looked_for() {
    lead.block("lead", "a");

    refused(world, ErrorCode.COORDINATOR_BLOCKER, () -> lead.block("a", "lead"));
  }

  @Test
  void a_cycle_is_told_as_a_path_whose_ends_are_the_same() {
    lead.block("b", "a");
    lead.block("c", "b");
    lead.block("d", "c");

    CycleException refusal =
        (CycleException) refused(world, ErrorCode.CYCLE, () -> lead.block("a", "d"));
    assertThat(refusal.path()).containsExactly("a", "d", "c", "b", "a");
    assertThat(refusal.details()).containsEntry("path", refusal.path());
    assertThat(refusal).hasMessageContaining("a waits for d");
  }

  @Test
  void the_waiting_end_may_be_a_coordinator_without_effect() {
    assertThat(lead.block("lead", "a").added()).isTrue();
    assertThat(lead.report(Status.WORKING).status()).isEqualTo(Status.WORKING);
  }

  @Test
  void unblocking_removes_the_edge_and_lets_the_node_start() {
    lead.block("b", "a");

    assertThat(lead.unblock(" b ", " a "))
        .isEqualTo(new EdgeRemoved("b", "a", true, "ready", List.of("b"), List.of()));
    assertThat(started()).contains("b");
  }

  @Test
  void an_edge_that_is_not_there_is_none_to_remove() {
    lead.block("b", "a");
    List<String> before = StoreDump.of(world.store());

    assertThat(lead.unblock("a", "b"))
        .isEqualTo(new EdgeRemoved("a", "b", false, "ready", List.of(), List.of()));
    assertThat(lead.unblock("a", "a"))
        .isEqualTo(new EdgeRemoved("a", "a", false, "ready", List.of(), List.of()));
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource({"none, a, blocked", "a, none, blocker", "foreign, a, blocked"})
  void unblocking_unknown_roles_is_refused(String blocked, String blocker, String field) {
    refused(world, ErrorCode.NOT_FOUND, field, () -> lead.unblock(blocked, blocker));
  }

  @Test
  void an_edge_is_pointed_elsewhere_by_unblock_and_block() {
    lead.block("b", "a");
    lead.unblock("b", "a");
    lead.block("b", "c");
    started();
    world.worker("c").report(Status.DONE);

    assertThat(started()).containsExactly("foreign", "a", "c", "d", "b");
  }
}
