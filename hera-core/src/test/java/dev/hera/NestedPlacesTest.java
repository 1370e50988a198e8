package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.result.Explanation;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits of live workers where workers lead plans of their own. */
@Proves("G11")
class NestedPlacesTest {
  private TestWorld world = TestWorld.withPlace(builder -> builder.maxLiveWorkers(1, 100));

  @AfterEach
  void close() {
    world.close();
  }

  private void limits(int ofHera, int ofEach) {
    world.close();
    world = TestWorld.withPlace(builder -> builder.maxLiveWorkers(ofHera, ofEach));
  }

  private static Plan.Node subcoord(String name) {
    return new Plan.Node(name, NodeKind.SUBCOORD, null, "goal of " + name, null);
  }

  private static Plan plan(Plan.Node... nodes) {
    return new Plan(List.of(nodes), List.of());
  }

  private static Plan.Node leaf(String name) {
    return Plan.Node.worker(name, "do " + name);
  }

  private Coordinator leads(String node) {
    return world.hera().coordinator(Caller.worker(world.launcher().token(node)), node);
  }

  private void reports(String node, String orchestrator, Status status) {
    Caller worker = Caller.worker(world.launcher().token(node));
    world.hera().participant(worker, orchestrator).report(status);
    world.tick();
  }

  private void submits(String node, Plan.Node... nodes) {
    leads(node).submit(plan(nodes));
    world.tick();
  }

  private List<String> started() {
    return world.launcher().started();
  }

  @Test
  void a_sub_coordinator_gives_its_place_to_its_own_nodes_while_one_of_them_waits() {
    world.lead().submit(plan(subcoord("api"), leaf("other")));
    world.tick();
    submits("api", leaf("x"), leaf("y"));
    assertThat(started()).containsExactly("api", "x");
    reports("x", "api", Status.DONE);
    assertThat(started()).containsExactly("api", "x", "y");
    reports("y", "api", Status.DONE);
    assertThat(started()).containsExactly("api", "x", "y");
    reports("api", TestWorld.PLACE, Status.DONE);
    assertThat(started()).containsExactly("api", "x", "y", "other");
  }

  @Test
  void at_any_depth() {
    world.lead().submit(plan(subcoord("s1")));
    world.tick();
    submits("s1", subcoord("s2"), leaf("beside"));
    submits("s2", subcoord("s3"));
    submits("s3", leaf("x"), leaf("y"));
    assertThat(started()).containsExactly("s1", "s2", "s3", "x");
    reports("x", "s3", Status.DONE);
    reports("y", "s3", Status.DONE);
    reports("s3", "s2", Status.DONE);
    reports("s2", "s1", Status.DONE);
    assertThat(started()).containsExactly("s1", "s2", "s3", "x", "y", "beside");
  }

  @Test
  void sub_coordinators_that_fill_all_places_go_on_side_by_side() {
    limits(2, 100);
    world.lead().submit(plan(subcoord("a"), subcoord("b"), subcoord("c")));
    world.tick();
    assertThat(started()).containsExactly("a", "b");
    submits("a", leaf("a1"), leaf("a2"));
    assertThat(started()).containsExactly("a", "b", "a1");
    submits("b", leaf("b1"), leaf("b2"));
    assertThat(started()).containsExactly("a", "b", "a1", "a2");
    reports("a1", "a", Status.DONE);
    assertThat(started()).endsWith("a1", "a2");
    reports("a2", "a", Status.DONE);
    assertThat(started()).endsWith("a2", "b1");
    reports("a", TestWorld.PLACE, Status.DONE);
    assertThat(started()).endsWith("b1", "b2");
    reports("b1", "b", Status.DONE);
    reports("b2", "b", Status.DONE);
    assertThat(started()).endsWith("b2", "c");
    reports("b", TestWorld.PLACE, Status.DONE);
    submits("c", leaf("c1"));
    assertThat(started()).containsExactly("a", "b", "a1", "a2", "b1", "b2", "c", "c1");
  }

  @Test
  void also_when_more_of_them_run_than_the_limit_allows() {
    world.lead().submit(plan(subcoord("a"), subcoord("b")));
    world.tick();
    reports("a", TestWorld.PLACE, Status.DONE);
    reports("b", TestWorld.PLACE, Status.WORKING);
    reports("a", TestWorld.PLACE, Status.WORKING);
    submits("b", leaf("b1"));
    assertThat(started()).containsExactly("a", "b");
    submits("a", leaf("a1"));
    assertThat(started()).containsExactly("a", "b", "a1");
    reports("a1", "a", Status.DONE);
    reports("a", TestWorld.PLACE, Status.DONE);
    assertThat(started()).containsExactly("a", "b", "a1", "b1");
  }

  @Test
  void a_worker_that_opens_an_orchestrator_of_its_own_is_a_sub_coordinator_too() {
    world.lead().submit(plan(leaf("plain")));
    world.tick();
    Caller plain = Caller.worker(world.launcher().token("plain"));
    world.hera().newcomer(plain).newOrchestrator("own", "lead").submit(plan(leaf("x")));
    world.tick();
    assertThat(started()).containsExactly("plain", "x");
  }

  @Test
  void an_orchestrator_that_a_guest_leads_in_between_breaks_no_chain() {
    world.lead().submit(plan(subcoord("s1")));
    world.tick();
    Caller guest = world.hera().tasks().register(NewTask.named("guest"));
    world.hera().newcomer(guest).join("s1", "guest", RoleKind.WORKER, null, null);
    world.hera().newcomer(guest).newOrchestrator("deep", "lead").submit(plan(leaf("x")));
    world.tick();
    assertThat(started()).containsExactly("s1", "x");
  }

  @Test
  void the_limit_of_an_orchestrator_counts_its_own_workers_only() {
    limits(100, 1);
    world.lead().submit(plan(subcoord("a"), leaf("other")));
    world.tick();
    submits("a", leaf("x"), leaf("y"));
    assertThat(started()).containsExactly("a", "x");
    Explanation other = world.lead().explain("other");
    assertThat(other.queue()).isEqualTo(new Explanation.Queue(1, TestWorld.PLACE, List.of("a"), 1));
  }

  @Test
  void a_queued_node_tells_the_limit_who_holds_the_places_and_its_position() {
    limits(2, 100);
    world.lead().submit(plan(subcoord("api"), leaf("a"), leaf("b"), leaf("c")));
    world.tick();
    Explanation c = world.lead().explain("c");
    assertThat(c.state()).isEqualTo("ready");
    assertThat(c.queue()).isEqualTo(new Explanation.Queue(2, null, List.of("api", "a"), 2));
    assertThat(c.wouldRelease())
        .containsExactly(
            "A place gets free: this Hera runs at most 2 at a time, now api, a; c is number 2 in"
                + " the queue.");
    submits("api", leaf("x"), leaf("y"));
    assertThat(leads("api").explain("y").queue())
        .isEqualTo(new Explanation.Queue(2, null, List.of("a (" + TestWorld.PLACE + ")", "x"), 3));
    assertThat(world.lead().explain("a").queue()).isNull();
  }
}
