package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.ForbiddenException;
import dev.hera.plan.Plan;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Proves("G20")
class SubcoordinatorTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private static Plan.Node subcoord(String name, String goal) {
    return new Plan.Node(name, NodeKind.SUBCOORD, null, goal, null);
  }

  private void planApi() {
    Plan.Builder plan = Plan.builder().node(subcoord("api", "build the API"));
    world.lead().submit(plan.node("e2e", "test").after("api").build());
  }

  private Coordinator leads(String node, String orchestrator) {
    return world.hera().coordinator(Caller.worker(world.launcher().token(node)), orchestrator);
  }

  private Participant works(String node, String orchestrator) {
    return world.hera().participant(Caller.worker(world.launcher().token(node)), orchestrator);
  }

  @Test
  void one_task_is_bound_as_worker_in_the_parent_and_as_coordinator_of_the_child() {
    planApi();
    world.tick();
    Task task = world.task("api");
    List<Binding> bindings = world.store().read(tx -> tx.bindings().listOfTasks(Set.of(task.id())));
    Orchestrator child = world.orchestrator("api");
    assertThat(bindings).hasSize(2).allMatch(Binding::isLive);
    assertThat(bindings.get(1).orchestrator()).isEqualTo(child.id());
    assertThat(child.parent()).isEqualTo(world.orchestrator(TestWorld.PLACE).id());
    assertThat(leads("api", "api").membership().roleName()).isEqualTo("coord");
    assertThat(leads("api", "api").membership().kind()).isEqualTo(RoleKind.COORDINATOR);
    assertThat(works("api", TestWorld.PLACE).membership().kind()).isEqualTo(RoleKind.WORKER);
    assertThatThrownBy(() -> works("api", null).plan())
        .isInstanceOf(AmbiguousCallerException.class);
    assertThatThrownBy(() -> leads("api", TestWorld.PLACE).cancel("e2e"))
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  @Proves("G19")
  void it_is_told_that_it_owns_the_decomposition_of_its_goal() {
    planApi();
    world.tick();
    assertThat(world.launcher().request("api").prompt())
        .contains("You own the decomposition of your goal", "orchestrator of your own, api")
        .endsWith("\nbuild the API");
    assertThat(world.role("api").prompt()).isEqualTo("build the API");
  }

  @Test
  void its_done_in_the_parent_gates_the_dependents_and_its_status_as_coordinator_does_not() {
    planApi();
    world.tick();
    leads("api", "api").report(Status.DONE);
    assertThat(world.state("e2e")).isEqualTo(ViewState.PLANNED);
    assertThat(world.task("api").status()).isEqualTo(TaskStatus.IN_PROGRESS);
    works("api", TestWorld.PLACE).report(Status.DONE);
    assertThat(world.task("api").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.state("e2e")).isEqualTo(ViewState.READY);
  }

  @Test
  @Proves("M14")
  void a_name_that_is_taken_gets_a_number() {
    world.open("api");
    planApi();
    world.tick();
    assertThat(world.hera().orchestrators()).containsExactly(TestWorld.PLACE, "api", "api-2");
    assertThat(world.launcher().request("api").prompt()).contains("api-2 to coordinate");
  }

  @Test
  void three_levels_deep_each_waits_for_the_one_below() {
    planApi();
    world.tick();
    Plan.Builder middle = Plan.builder().node(subcoord("schema", "design"));
    leads("api", "api").submit(middle.node("code", "code").after("schema").build());
    world.tick();
    Plan.Builder inner = Plan.builder().node(subcoord("tables", "tables"));
    leads("schema", "schema").submit(inner.node("index", "index").after("tables").build());
    world.tick();
    leads("tables", "tables").submit(Plan.builder().node("leaf", "leaf").build());
    world.tick();
    assertThat(world.launcher().started()).containsExactly("api", "schema", "tables", "leaf");
    works("leaf", "tables").report(Status.DONE);
    works("tables", "schema").report(Status.DONE);
    world.tick();
    works("index", "schema").report(Status.DONE);
    works("schema", "api").report(Status.DONE);
    world.tick();
    works("code", "api").report(Status.DONE);
    works("api", TestWorld.PLACE).report(Status.DONE);
    world.tick();
    assertThat(world.launcher().started())
        .containsExactly("api", "schema", "tables", "leaf", "index", "code", "e2e");
  }

  @Test
  @Proves("G26")
  void a_start_that_fails_removes_the_child_again_and_a_retry_has_its_name() {
    world.launcher().throwsAtStart("api", new LaunchException("no room"));
    planApi();
    world.tick();
    assertThat(world.hera().orchestrators()).containsExactly(TestWorld.PLACE);
    Task task = world.task("api");
    assertThat(task.isActive()).isFalse();
    List<Binding> bindings = world.store().read(tx -> tx.bindings().listOfTasks(Set.of(task.id())));
    assertThat(bindings)
        .hasSize(2)
        .allMatch(binding -> binding.endReason() == EndReason.LAUNCH_FAILED);
    assertThat(world.state("api")).isEqualTo(ViewState.READY);
    world.launcher().worksAgain("api");
    world.clock().advance(Duration.ofMinutes(1));
    world.tick();
    assertThat(world.hera().orchestrators()).containsExactly(TestWorld.PLACE, "api");
    assertThat(leads("api", "api").plan().nodes()).isEmpty();
  }

  @Test
  @Proves("M11")
  void the_end_of_its_session_holds_the_dependents_of_the_parent() {
    planApi();
    world.tick();
    works("api", TestWorld.PLACE).report(Status.WORKING);
    world.launcher().ends("api", 0);
    assertThat(world.state("e2e")).isEqualTo(ViewState.HELD);
    assertThat(world.told()).singleElement().asString().startsWith("held: e2e");
  }
}
