package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOrigin;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.RoleFilter;
import dev.hera.view.OrchestratorSummary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private final TestWorld world = TestWorld.withPlace();
  private final Overview overview = world.hera().overview();

  @AfterEach
  void close() {
    world.close();
  }

  private LaunchKey key(String role) {
    OrchestratorId place = world.orchestrator(TestWorld.PLACE).id();
    return world
        .store()
        .read(
            tx ->
                tx.roles().listActive(place, RoleFilter.named(Set.of(role))).stream()
                    .findFirst()
                    .flatMap(node -> tx.launches().listOf(Set.of(node.id())).stream().findFirst())
                    .map(Launch::key)
                    .orElseThrow());
  }

  private Participant worker(String node) {
    return world.hera().participant(Caller.worker(world.launcher().token(node)), null);
  }

  private LaunchOrigin origin(LaunchKey key) {
    List<LaunchOrigin> origins = overview.origins(List.of(key, new LaunchKey("of-another-store")));
    assertThat(origins).hasSize(1);
    return origins.get(0);
  }

  @Test
  void lists_the_active_orchestrators_with_their_plans_and_where_they_are_nested() {
    Plan.Node sub = new Plan.Node("sub", NodeKind.SUBCOORD, null, "goal", null);
    world.lead().submit(Plan.builder().node(sub).node("next", "p").after("sub").build());
    world.tick();

    List<OrchestratorSummary> all = overview.orchestrators();
    assertThat(all)
        .extracting(
            OrchestratorSummary::name,
            OrchestratorSummary::parent,
            OrchestratorSummary::coordinator)
        .containsExactly(
            tuple(TestWorld.PLACE, null, "lead"), tuple("sub", TestWorld.PLACE, "coord"));
    assertThat(all.get(0).plan().nodes()).hasSize(2);
    world.hera().archive(TestWorld.PLACE);
    assertThat(overview.orchestrators())
        .extracting(OrchestratorSummary::name)
        .doesNotContain(TestWorld.PLACE);
  }

  @Test
  void a_node_names_the_orchestrator_that_it_coordinates_whatever_others_are_called() {
    world.open("api");
    Plan.Builder plan = Plan.builder().node("w", "p");
    for (String name : List.of("api", "api-2", "api-tests")) {
      plan.node(Plan.Node.subcoord(name, "p"));
    }
    world.lead().submit(plan.build());
    world.tick();
    assertThat(child("api")).isEqualTo("api-2");
    assertThat(child("api-2")).isEqualTo("api-2-2");
    assertThat(child("api-tests")).isEqualTo("api-tests");
    assertThat(child("w")).isNull();
    world.hera().archive("api-2");
    assertThat(child("api")).isNull();
  }

  private @Nullable String child(String node) {
    return world.hera().overview().node(TestWorld.PLACE, node).child();
  }

  @Test
  void a_launch_is_over_once_its_orchestrator_is_archived() {
    world.lead().submit(Plan.builder().node("a", "p").build());
    world.tick();
    LaunchKey key = key("a");
    worker("a").report(Status.DONE);

    assertThat(origin(key))
        .extracting(LaunchOrigin::orchestrator, LaunchOrigin::role, LaunchOrigin::over)
        .containsExactly(TestWorld.PLACE, "a", false);
    assertThat(origin(key).bases()).containsExactly("trunk");
    world.hera().archive(TestWorld.PLACE);
    assertThat(origin(key).over()).isTrue();
  }

  @Test
  void a_launch_whose_worker_also_works_elsewhere_is_not_over() {
    world.open("there");
    world.lead().submit(Plan.builder().node("a", "p").build());
    world.tick();
    LaunchKey key = key("a");
    worker("a").move("there", "guest", RoleKind.WORKER, null);
    world.hera().archive(TestWorld.PLACE);

    assertThat(origin(key).over()).isFalse();
    world.hera().archive("there");
    assertThat(origin(key).over()).isTrue();
  }
}
