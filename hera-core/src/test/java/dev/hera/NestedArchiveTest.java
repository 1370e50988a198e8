package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.BoundElsewhereException;
import dev.hera.error.FencedException;
import dev.hera.error.ForbiddenException;
import dev.hera.error.NotBoundException;
import dev.hera.plan.LaunchState;
import dev.hera.plan.Plan;
import dev.hera.result.Archived;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The coordinator's {@code Coordinator.archive}, and what it means for everything nested below. */
@Proves("M3")
class NestedArchiveTest {
  private final TestWorld world = TestWorld.withPlace();
  private final Hera hera = world.hera();

  @AfterEach
  void close() {
    world.close();
  }

  private static Plan.Node subcoord(String name) {
    return new Plan.Node(name, NodeKind.SUBCOORD, null, "goal of " + name, null);
  }

  private Coordinator leads(String node) {
    return hera.coordinator(Caller.worker(world.launcher().token(node)), node);
  }

  private Participant works(String node, String orchestrator) {
    return hera.participant(Caller.worker(world.launcher().token(node)), orchestrator);
  }

  private static Archived.Member in(String orchestrator, String role) {
    return new Archived.Member(orchestrator, role);
  }

  /** shop > api > schema, each with a worker at work and a node that waits. */
  private void threeLevels() {
    Plan.Builder plan = Plan.builder().node(subcoord("api")).node("w", "p");
    world.lead().submit(plan.node("e2e", "p").after("api").build());
    world.tick();
    Plan.Builder middle = Plan.builder().node(subcoord("schema")).node("x", "p");
    leads("api").submit(middle.node("later", "p").after("schema").build());
    world.tick();
    leads("schema").submit(Plan.builder().node("y", "p").node("z", "p").after("y").build());
    world.tick();
    works("w", TestWorld.PLACE).report(Status.WORKING);
    works("x", "api").report(Status.WORKING);
  }

  private void recount() {
    world
        .store()
        .read(
            tx -> {
              for (long id = 1; id < 20; id++) {
                tx.orchestrators()
                    .find(new OrchestratorId(id))
                    .ifPresent(
                        place -> {
                          Recount.check(tx, place, place.name());
                          Replay.check(tx, place, place.name());
                        });
              }
              return true;
            });
  }

  @Test
  void everything_nested_below_is_archived_with_it_and_named() {
    threeLevels();
    Archived archived = world.lead().archive();
    assertThat(archived.orchestrator()).isEqualTo(TestWorld.PLACE);
    assertThat(archived.archived()).containsExactly(TestWorld.PLACE, "api", "schema");
    assertThat(archived.cancelled())
        .containsExactly(in(TestWorld.PLACE, "e2e"), in("api", "later"), in("schema", "z"));
    assertThat(archived.ended())
        .containsExactly(
            in(TestWorld.PLACE, "api"),
            in(TestWorld.PLACE, "w"),
            in("api", "schema"),
            in("api", "x"),
            in("schema", "y"));
    assertThat(hera.orchestrators()).isEmpty();
    for (String node : List.of("api", "schema", "w", "x", "y")) {
      assertThatThrownBy(() -> works(node, null).inbox()).isInstanceOf(FencedException.class);
    }
    world.clock().advance(Duration.ofMinutes(5));
    world.tick();
    assertThat(world.launcher().started()).containsExactly("api", "w", "schema", "x", "y");
    assertThat(world.places()).isZero();
    recount();
  }

  @Test
  void a_middle_one_takes_what_is_below_it_and_leaves_what_is_above() {
    threeLevels();
    Archived archived = leads("api").archive();
    assertThat(archived.archived()).containsExactly("api", "schema");
    assertThat(archived.ended())
        .containsExactly(in("api", "schema"), in("api", "x"), in("schema", "y"));
    assertThat(hera.orchestrators()).containsExactly(TestWorld.PLACE);
    assertThatThrownBy(() -> works("schema", null).inbox()).isInstanceOf(FencedException.class);
    assertThat(world.state("e2e")).isEqualTo(ViewState.PLANNED);
    Caller api = Caller.worker(world.launcher().token("api"));
    hera.newcomer(api).newOrchestrator("api", "coord").plan(Plan.Node.worker("again", "p"));
    world.tick();
    assertThat(world.launcher().started()).endsWith("again");
    works("api", TestWorld.PLACE).report(Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).endsWith("e2e");
    recount();
  }

  @Test
  void its_coordinator_may_open_another_one_of_the_same_name_or_of_another() {
    Caller lead = Caller.task(world.task("lead").id());
    assertThatThrownBy(() -> hera.newcomer(lead).newOrchestrator("next", "lead"))
        .isInstanceOf(BoundElsewhereException.class)
        .hasMessageContaining("Coordinator.archive");
    assertThat(hera.coordinator(lead, null).archive().archived()).containsExactly(TestWorld.PLACE);
    assertThat(hera.newcomer(lead).newOrchestrator("next", "lead").archive().orchestrator())
        .isEqualTo("next");
    hera.newcomer(lead).newOrchestrator(TestWorld.PLACE, "lead").plan(Plan.Node.worker("a", "p"));
    assertThat(hera.orchestrators()).containsExactly(TestWorld.PLACE);
  }

  @Test
  @Proves({"V7", "V3"})
  void only_the_coordinator_archives_and_a_repeated_call_gets_the_first_answer() {
    world.roots("a");
    world.tick();
    Caller worker = Caller.worker(world.launcher().token("a"));
    assertThatThrownBy(() -> hera.coordinator(worker, null).archive())
        .isInstanceOf(ForbiddenException.class);
    Coordinator once = world.lead().once("the end");
    Archived first = once.archive();
    assertThat(once.archive()).isEqualTo(first);
    assertThatThrownBy(() -> world.lead().archive()).isInstanceOf(NotBoundException.class);
  }

  private void archivedDuring(String node, Consumer<Consumer<LaunchRequest>> call) {
    Role role = world.role(node);
    call.accept(request -> hera.archive(TestWorld.PLACE));
    world.tick();
    world.clock().advance(Duration.ofMinutes(5));
    world.tick();
    assertThat(world.bindings(role)).noneMatch(binding -> binding.isLive());
    assertThat(world.places()).isZero();
    assertThat(hera.orchestrators()).isEmpty();
    recount();
  }

  @Test
  void a_launch_that_is_being_placed_is_given_up() {
    threeLevels();
    leads("schema").plan(Plan.Node.worker("fresh", "p"));
    Role before = world.role("w");
    world.launcher().onPlace("fresh", request -> hera.archive(TestWorld.PLACE));
    world.tick();
    assertThat(world.bindings(before)).noneMatch(binding -> binding.isLive());
    assertThat(world.launcher().started()).doesNotContain("fresh");
    assertThat(world.places()).isZero();
    recount();
  }

  @Test
  void a_start_that_is_under_way_leaves_nobody_that_is_waited_for() {
    world.lead().submit(Plan.builder().node(subcoord("api")).build());
    archivedDuring("api", action -> world.launcher().onStart("api", action));
  }

  @Test
  @Proves("G15")
  void a_launch_that_nobody_can_tell_of_waits_for_a_person_no_more() {
    world.roots("a");
    world.launcher().throwsAtStart("a", new IllegalStateException("broken"));
    world.launcher().answers("a", new Found.Unknown("cannot tell"));
    world.tick();
    Role role = world.role("a");
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.UNKNOWN);
    assertThat(world.openHolds("a")).hasSize(1);
    hera.archive(TestWorld.PLACE);
    assertThat(world.holds(role)).noneMatch(hold -> hold.closed() == null);
    assertThat(world.places()).isZero();
    recount();
  }

  @Test
  void one_that_somebody_else_leads_now_is_nested_no_more() {
    threeLevels();
    works("api", TestWorld.PLACE).report(Status.WORKING);
    hera.tasks().archive(world.task("api").id());
    Caller stranger = hera.tasks().register(NewTask.named("stranger"));
    Coordinator taken = hera.newcomer(stranger).newOrchestrator("api", "x");
    assertThat(world.lead().archive().archived()).containsExactly(TestWorld.PLACE);
    assertThat(taken.plan().nodes()).hasSize(3);
    assertThat(taken.archive().archived()).containsExactly("api", "schema");
  }

  @Test
  void one_whose_coordinator_was_rebound_is_archived_with_its_parent() {
    Caller old = hera.tasks().register(new NewTask("old", null, "/wt/s", null));
    hera.newcomer(old).join(TestWorld.PLACE, "s", RoleKind.WORKER, null, null);
    hera.newcomer(old).newOrchestrator("below", "lead");
    hera.tasks().archive(world.task("s").id());
    Caller fresh = hera.tasks().register(new NewTask("fresh", null, "/wt/s", null));
    hera.newcomer(fresh).newOrchestrator("below", "lead");
    assertThat(world.lead().archive().archived()).containsExactly(TestWorld.PLACE);
    assertThat(hera.orchestrators()).containsExactly("below");
  }

  @Test
  void orchestrators_are_never_nested_in_a_circle() {
    Caller deputy = hera.tasks().register(NewTask.named("deputy"));
    hera.newcomer(deputy).join(TestWorld.PLACE, "deputy", RoleKind.WORKER, null, null);
    hera.newcomer(deputy).newOrchestrator("below", "lead");
    Caller hand = hera.tasks().register(NewTask.named("hand"));
    hera.newcomer(hand).join("below", "hand", RoleKind.WORKER, null, null);
    hera.tasks().archive(world.task("lead").id());
    Coordinator heir = hera.newcomer(hand).newOrchestrator(TestWorld.PLACE, "x");
    Orchestrator top = world.orchestrator(TestWorld.PLACE);
    assertThat(top.parent()).isNull();
    assertThat(heir.archive().archived()).containsExactly(TestWorld.PLACE, "below");
  }

  @Test
  @Proves("M11")
  void a_worker_whose_session_ended_is_not_said_to_run() {
    world.roots("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.launcher().ends("a", 0);
    world.reports("b", Status.DONE);
    Caller guest = hera.tasks().register(NewTask.named("guest"));
    hera.newcomer(guest).join(TestWorld.PLACE, "guest", RoleKind.FREELANCE, null, null);
    assertThat(world.lead().archive().ended())
        .containsExactly(in(TestWorld.PLACE, "b"), in(TestWorld.PLACE, "guest"));
  }

  @Test
  void a_wait_in_the_inbox_ends_with_its_place() throws Exception {
    Caller guest = hera.tasks().register(NewTask.named("guest"));
    hera.newcomer(guest).join(TestWorld.PLACE, "guest", RoleKind.WORKER, null, null);
    Thread archives = new Thread(() -> hera.archive(TestWorld.PLACE));
    Participant waiting = hera.participant(guest, null);
    archives.start();
    assertThatThrownBy(() -> waiting.inbox(Duration.ofMinutes(2)))
        .isInstanceOf(NotBoundException.class);
    archives.join();
  }
}
