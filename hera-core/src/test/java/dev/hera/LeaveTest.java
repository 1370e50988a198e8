package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.history.EventKind;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.result.Left;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Proves("M14")
class LeaveTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team here = new Team(world, "here");
  private final Team there = new Team(world, "there");

  private Orchestrator orchestrator(String name) {
    return world.store().read(tx -> tx.orchestrators().findActive(name)).orElseThrow();
  }

  @Test
  void leaving_ends_the_own_place_and_nothing_else() {
    Participant worker = here.worker("w");
    worker.report(Status.WORKING);
    here.lead().submit(Plan.builder().node("next", "p").after("w").build());

    Left left = worker.leave();
    assertThat(left)
        .isEqualTo(new Left("here", "w", here.binding("w").id(), here.binding("w").task()));
    assertThat(here.binding("w").endReason()).isEqualTo(EndReason.MOVED);
    assertThat(here.role("w").status()).isEqualTo(Status.WORKING);
    assertThat(here.task("w").isActive()).isTrue();
    assertThat(here.lead().explain("next").state()).isEqualTo("held");
    refused(world, ErrorCode.NOT_BOUND, worker::leave);
    hera.newcomer(here.caller("w")).join("there", "w", RoleKind.FREELANCE, null, null);
  }

  @Proves("V5")
  @Test
  void a_coordinator_undoes_a_mistaken_join_elsewhere() {
    Caller lead = here.caller("lead");
    assertThat(hera.newcomer(lead).join("there", "guest", RoleKind.WORKER, null, null).elsewhere())
        .containsExactly("here");
    refused(world, ErrorCode.AMBIGUOUS_CALLER, () -> hera.participant(lead, null).inbox());

    assertThat(hera.participant(lead, "there").leave().roleName()).isEqualTo("guest");
    assertThat(hera.participant(lead, null).membership().orchestrator()).isEqualTo("here");
    assertThat(there.lead().plan().nodes()).hasSize(1);
  }

  @Test
  void a_coordinator_does_not_leave_what_it_coordinates() {
    assertThat(refused(world, ErrorCode.FORBIDDEN, () -> here.lead().leave()))
        .hasMessageContaining("Coordinator.archive");
  }

  @Test
  void a_worker_that_hera_started_reports_failed_instead() {
    here.lead().plan(Plan.Node.worker("a", "p"));
    here.lead().plan(new Plan.Node("s", NodeKind.SUBCOORD, null, "goal", null));
    hera.tick();
    here.lead().spawn("p", "spawned", null, LaunchOptions.NONE);
    for (String name : new String[] {"a", "s", "spawned"}) {
      Participant worker = hera.participant(Caller.worker(world.launcher().token(name)), "here");
      worker.report(Status.WORKING);
      assertThat(refused(world, ErrorCode.FORBIDDEN, worker::leave))
          .hasMessageContaining("report failed");
    }
  }

  @Proves("V3")
  @Test
  void a_repeated_leave_gets_its_first_answer() {
    Participant named = here.worker("w").once("k");
    Left left = named.leave();
    assertThat(named.leave()).isEqualTo(left);
  }

  /** The orchestrators that the history of one names as those above it (M25). */
  private List<String> newParents(String name) {
    OrchestratorId id = orchestrator(name).id();
    return world.store().read(tx -> tx.events().list(id, 0, 1_000)).stream()
        .filter(event -> event.kind() == EventKind.ORCHESTRATOR_CHANGED)
        .map(event -> event.changes().get("parent"))
        .toList();
  }

  @Proves({"M3", "M25"})
  @Test
  void what_it_coordinates_is_then_nested_below_nothing_or_goes_where_it_moves() {
    here.worker("w");
    here.worker("v");
    Coordinator below = hera.newcomer(here.caller("w")).newOrchestrator("below", "lead");
    Coordinator moving = hera.newcomer(here.caller("v")).newOrchestrator("moving", "lead");
    assertThat(orchestrator("below").parent()).isEqualTo(orchestrator("here").id());

    hera.participant(here.caller("w"), "here").leave();
    hera.participant(here.caller("v"), "here").move("there", "v", RoleKind.WORKER, null);
    assertThat(orchestrator("below").parent()).isNull();
    assertThat(orchestrator("moving").parent()).isEqualTo(orchestrator("there").id());
    assertThat(newParents("below")).containsExactly("");
    assertThat(newParents("moving")).containsExactly("there");
    assertThat(here.lead().archive().archived()).containsExactly("here");
    assertThat(below.plan().nodes()).isEmpty();
    assertThat(there.lead().archive().archived()).containsExactly("there", "moving");
    refused(world, ErrorCode.NOT_BOUND, moving::plan);
    assertThat(Optional.of(below.membership().orchestrator())).contains("below");
  }
}
