package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.LaunchFailedException;
import dev.hera.plan.LaunchOptions;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Status;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.MergeConflictException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ends of orchestrators, and workers outside of the plan. */
class ArchiveAndSpawnTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Proves({"M3", "M2"})
  void an_archived_orchestrator_starts_nothing_tells_nothing_and_frees_its_name() {
    world.chain("a", "b", "c");
    world.tick();
    world.reports("a", Status.DONE);
    Role ready = world.role("b");
    Role waiting = world.role("c");
    Role ran = world.role("a");
    Role lead = world.role("lead");
    world.told();
    world.hera().archive(TestWorld.PLACE);
    world.clock().advance(Duration.ofMinutes(2));
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.unread(lead)).isEmpty();
    for (Role role : List.of(ready, waiting)) {
      Role now = world.store().read(tx -> tx.roles().find(role.id())).orElseThrow();
      assertThat(now.isCancelled()).isTrue();
    }
    Role started = world.store().read(tx -> tx.roles().find(ran.id())).orElseThrow();
    assertThat(started.isCancelled()).isFalse();
    for (Role role : List.of(ran, lead)) {
      List<Binding> bindings = world.bindings(role);
      assertThat(bindings)
          .singleElement()
          .matches(binding -> binding.endReason() == EndReason.RELEASED);
    }
    assertThat(world.hera().orchestrators()).isEmpty();
    world.open(TestWorld.PLACE);
    assertThat(world.hera().orchestrators()).containsExactly(TestWorld.PLACE);
  }

  @Test
  @Proves("M3")
  void the_gater_ignores_nodes_of_an_archived_orchestrator_whatever_they_say() {
    world.roots("a");
    Orchestrator place = world.orchestrator(TestWorld.PLACE);
    world.hera().archive(TestWorld.PLACE);
    world
        .store()
        .write(
            tx -> {
              tx.launches()
                  .list(place.id())
                  .forEach(launch -> tx.launches().update(launch.dueAt(world.clock().instant())));
              return true;
            });
    world.tick();
    assertThat(world.launcher().placed()).isEmpty();
  }

  @Test
  @Proves("M3")
  void an_archive_during_a_start_call_leaves_no_worker_that_is_waited_for() {
    world.roots("a");
    Role role = world.role("a");
    world.launcher().onStart("a", request -> world.hera().archive(TestWorld.PLACE));
    world.tick();
    assertThat(world.bindings(role)).noneMatch(Binding::isLive);
    assertThat(
            world
                .store()
                .read(tx -> tx.launches().listOf(Set.of(role.id())).stream().findFirst())
                .orElseThrow()
                .due())
        .isNull();
    assertThat(world.places()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"place", "start", "conflict"})
  @Proves("G26")
  void a_spawn_that_fails_leaves_nothing(String where) {
    LaunchException failure =
        where.equals("conflict") ? new MergeConflictException("x") : new LaunchException("x");
    if (where.equals("place")) {
      world
          .launcher()
          .onPlace(
              "scout",
              request -> {
                throw failure;
              });
    } else {
      world.launcher().throwsAtStart("scout", failure);
    }
    assertThatThrownBy(() -> world.lead().spawn("look", "scout", null, LaunchOptions.NONE))
        .isInstanceOf(LaunchFailedException.class)
        .hasMessageContaining("x");
    assertThat(world.lead().plan().nodes()).isEmpty();
    assertThat(world.told()).isEmpty();
    Orchestrator place = world.orchestrator(TestWorld.PLACE);
    List<Binding> bindings = world.store().read(tx -> tx.bindings().list(place.id(), true));
    assertThat(bindings).hasSize(1);
    assertThat(world.places()).isZero();
    world.launcher().worksAgain("scout");
    world.clock().advance(Duration.ofMinutes(2));
    world.tick();
    assertThat(world.launcher().started()).isEmpty();
    assertThat(world.lead().spawn("look", "scout", null, LaunchOptions.NONE).roleName())
        .isEqualTo("scout");
  }

  @Test
  @Proves("G11")
  void a_spawn_above_the_limit_is_refused_and_leaves_nothing() {
    Hera bounded = world.another("bounded", builder -> builder.maxLiveWorkers(1, 1));
    world.roots("a");
    world.tick();
    Coordinator lead = bounded.coordinator(callerOfLead(), TestWorld.PLACE);
    assertThatThrownBy(() -> lead.spawn("look", "scout", null, LaunchOptions.NONE))
        .isInstanceOf(LaunchFailedException.class);
    assertThat(lead.plan().nodes()).hasSize(1);
  }

  private Caller callerOfLead() {
    return Caller.task(world.task("lead").id());
  }
}
