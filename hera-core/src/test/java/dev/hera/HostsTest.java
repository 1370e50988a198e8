package dev.hera;

import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.history.EventKind;
import dev.hera.host.Host;
import dev.hera.host.HostLoad;
import dev.hera.host.HostRule;
import dev.hera.host.HostState;
import dev.hera.host.NewHost;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.result.Revived;
import dev.hera.role.Caller;
import dev.hera.role.HostId;
import dev.hera.role.NewTask;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.view.ViewState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several hosts that start workers on one database. */
class HostsTest {
  private static List<String> names(Hera hera) {
    return hera.hosts().list().stream().map(load -> load.host().name()).toList();
  }

  private static Host host(Hera hera, String name) {
    return hera.hosts().list().stream()
        .map(HostLoad::host)
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Proves("G29")
  @Test
  void a_hera_that_says_nothing_of_hosts_registers_none_and_starts_whatever_is_due() {
    try (TestWorld world = TestWorld.withPlace()) {
      world.roots("a");
      world.tick();
      assertThat(world.hera().hosts().list()).isEmpty();
      assertThat(world.launcher().started()).containsExactly("a");
      assertThat(world.launch("a").host()).isNull();
      assertThat(world.task("a").host()).isNull();
      assertThat(world.lead().explain("a").host()).isNull();
    }
  }

  @Proves("G29")
  @Test
  void a_host_registers_with_its_first_pass_and_says_when_it_ends() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      Host a = host(hosts.b, "a");
      assertThat(a.id()).isEqualTo(new HostId("id-a"));
      assertThat(a.projects()).containsExactly("shop");
      assertThat(a.state()).isEqualTo(HostState.ACTIVE);
      assertThat(a.heartbeat()).isEqualTo(hosts.world.clock().instant());
      hosts.b.close();
      assertThat(host(hosts.a, "b").state()).isEqualTo(HostState.STOPPED);
      assertThat(hosts.a.hosts().isAlive(host(hosts.a, "b"))).isFalse();
      assertThat(hosts.a.hosts().isAlive(host(hosts.a, "a"))).isTrue();
    }
  }

  @Proves("G29")
  @Test
  void a_name_that_another_host_has_gets_a_number_and_a_restarted_host_keeps_its_own() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      Hera c = hosts.world.another("c", builder -> builder.host(NewHost.named("id-c", "a")));
      c.tick();
      assertThat(names(hosts.a)).containsExactly("a", "a-2", "b");
      Hera again = hosts.host("a", "a-2", hosts.atA, host -> host.withAddress("there"));
      again.tick();
      assertThat(names(hosts.a)).containsExactly("a", "a-2", "b");
      assertThat(host(hosts.b, "a").address()).isEqualTo("there");
    }
  }

  @Proves("G29")
  @Test
  void a_host_is_heard_of_at_a_third_of_the_lease_and_not_more_often() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      var first = host(hosts.a, "a").heartbeat();
      hosts.world.clock().advance(TwoHosts.LEASE.dividedBy(3).minusMillis(1));
      hosts.a.tick();
      assertThat(host(hosts.a, "a").heartbeat()).isEqualTo(first);
      hosts.world.clock().advance(Duration.ofMillis(1));
      hosts.a.tick();
      assertThat(host(hosts.a, "a").heartbeat()).isEqualTo(hosts.world.clock().instant());
    }
  }

  @Proves({"G29", "G30", "G31"})
  @Test
  void each_node_is_started_where_its_project_is_by_whichever_host_it_was_planned() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop", "two", "web");
      hosts.a.tick();
      assertThat(hosts.atA.started()).containsExactly("one");
      assertThat(hosts.lead().explain("two").wouldRelease())
          .containsExactly("It starts by itself: a place is free for it.");
      hosts.b.tick();
      assertThat(hosts.atB.started()).containsExactly("two");
      assertThat(hosts.host("one")).isEqualTo("id-a");
      assertThat(hosts.host("two")).isEqualTo("id-b");
      assertThat(hosts.lead().explain("two").host()).isEqualTo("b");
      assertThat(hosts.world.eventsAbout("two"))
          .filteredOn(event -> event.kind() == EventKind.LAUNCH_STARTING)
          .singleElement()
          .satisfies(event -> assertThat(event.changes()).containsEntry("host", "b"));
      assertThat(hosts.world.task("two").host()).isEqualTo(new HostId("id-b"));
      assertThat(thrown(ErrorCode.UNKNOWN_PROJECT, () -> hosts.plan("three", "mobile")))
          .hasMessageContaining("name one of: shop, web");
      assertThat(hosts.b.projects()).containsExactlyInAnyOrder("shop", "web");
    }
  }

  @Proves("G29")
  @Test
  void a_worker_may_call_any_host() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      TwoHosts.worker(hosts.b, hosts.atA, "one").report(Status.WORKING);
      assertThat(hosts.world.launch("one").state()).isEqualTo(LaunchState.BOUND);
      assertThat(hosts.host("one")).isEqualTo("id-a");
      TwoHosts.worker(hosts.b, hosts.atA, "one").report(Status.DONE);
      hosts.b.tick();
      assertThat(hosts.atB.looked()).isEmpty();
    }
  }

  @Proves({"G30", "G31"})
  @Test
  void no_host_starts_more_than_it_has_places_for() {
    try (TwoHosts hosts = TwoHosts.withPlaces(1, 2)) {
      hosts.plan("n1", "shop", "n2", "shop", "n3", "shop", "n4", "shop");
      hosts.world.clock().advance(HostRule.LEFT_TO_OTHERS);
      hosts.a.tick();
      hosts.b.tick();
      assertThat(hosts.atA.started()).containsExactly("n1");
      assertThat(hosts.atB.started()).containsExactly("n2", "n3");
      assertThat(hosts.lead().explain("n4").wouldRelease())
          .containsExactly("No host has room for it: a is full (1 of 1), b is full (2 of 2).");
      TwoHosts.worker(hosts.a, hosts.atA, "n1").report(Status.DONE);
      hosts.b.tick();
      assertThat(hosts.atB.started()).hasSize(2);
      hosts.a.tick();
      assertThat(hosts.atA.started()).containsExactly("n1", "n4");
    }
  }

  @Proves("G30")
  @Test
  void the_emptier_host_comes_first_and_after_a_second_any() {
    try (TwoHosts hosts = TwoHosts.withPlaces(4, 4)) {
      hosts.plan("n1", "shop", "n2", "shop", "n3", "shop");
      hosts.a.tick();
      assertThat(hosts.atA.started()).containsExactly("n1");
      hosts.b.tick();
      assertThat(hosts.atB.started()).containsExactly("n2", "n3");
      hosts.plan("n4", "shop", "n5", "shop");
      hosts.b.tick();
      assertThat(hosts.atB.started()).hasSize(2);
      hosts.world.clock().advance(HostRule.LEFT_TO_OTHERS);
      hosts.b.tick();
      assertThat(hosts.atB.started()).hasSize(4);
    }
  }

  @Proves("G31")
  @Test
  void a_node_that_no_host_can_start_waits_and_tells_why() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.b.close();
      hosts.plan("one", "web");
      hosts.a.tick();
      assertThat(hosts.world.state("one")).isEqualTo(ViewState.READY);
      assertThat(hosts.lead().explain("one").wouldRelease())
          .singleElement()
          .asString()
          .startsWith("No host that is alive has project \"web\": a has shop, b stopped at 2026-");
      hosts.a.hosts().drain("a");
      hosts.plan("two", "shop");
      hosts.a.tick();
      assertThat(hosts.atA.started()).isEmpty();
      assertThat(hosts.lead().explain("two").wouldRelease())
          .singleElement()
          .asString()
          .startsWith("Every host that could start it is draining: a is draining, b stopped at");
      hosts.world.clock().advance(TwoHosts.LEASE);
      assertThat(hosts.lead().explain("two").wouldRelease())
          .singleElement()
          .asString()
          .startsWith("No host is alive: a was last heard of at 2026-");
    }
  }

  @Proves("G33")
  @Test
  void a_drained_host_starts_nothing_new_until_that_is_undone_or_it_starts_again() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      assertThat(hosts.b.hosts().drain(" a ").state()).isEqualTo(HostState.DRAINING);
      TwoHosts.worker(hosts.a, hosts.atA, "one").report(Status.DONE);
      assertThat(hosts.world.state("one")).isEqualTo(ViewState.IN_REVIEW);
      hosts.plan("two", "shop");
      hosts.world.clock().advance(TwoHosts.LEASE.dividedBy(3));
      hosts.a.tick();
      assertThat(hosts.atA.started()).containsExactly("one");
      assertThat(
              thrown(
                  ErrorCode.LAUNCH_FAILED,
                  () -> hosts.lead().spawn("more", null, "shop", LaunchOptions.NONE)))
          .hasMessageContaining("Every host that could start it is draining");
      assertThat(hosts.b.hosts().undrain("a").state()).isEqualTo(HostState.ACTIVE);
      hosts.a.tick();
      assertThat(hosts.atA.started()).containsExactly("one", "two");
      hosts.b.hosts().drain("a");
      hosts.host("a", "a-2", hosts.atA, host -> host).tick();
      assertThat(host(hosts.b, "a").state()).isEqualTo(HostState.ACTIVE);
      assertThat(thrown(ErrorCode.NOT_FOUND, () -> hosts.a.hosts().drain("c")))
          .hasMessageContaining("a, b");
    }
  }

  @Proves("G32")
  @Test
  void a_host_asks_its_launcher_for_its_own_workers_only() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      TwoHosts.worker(hosts.a, hosts.atA, "one").report(Status.WORKING);
      hosts.world.directories().lose("/worktrees/" + hosts.world.launch("one").key());
      hosts.b.tick();
      assertThat(hosts.atB.asked()).isEmpty();
      assertThat(hosts.world.task("one").session()).isEqualTo(SessionState.RUNNING);
      assertThat(hosts.world.bindings("one")).allMatch(binding -> binding.isLive());
    }
  }

  @Proves({"G31", "G32"})
  @Test
  void claims_of_a_dead_host_that_did_not_start_go_to_others_after_their_lease() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "shop")) {
      hosts.plan("one", "shop");
      // The process of A ends between its claim and the start.
      hosts
          .world
          .store()
          .write(
              tx -> {
                var launch = tx.launches().list(LaunchState.REQUESTED).get(0);
                tx.launches()
                    .update(
                        launch.claimedBy(
                            "a-1",
                            new HostId("id-a"),
                            hosts.world.clock().instant().plus(TwoHosts.LEASE)));
                return true;
              });
      hosts.b.tick();
      assertThat(hosts.atB.started()).isEmpty();
      assertThat(hosts.lead().explain("one").wouldRelease())
          .containsExactly("It is being started on host a.");
      hosts.world.clock().advance(TwoHosts.LEASE);
      hosts.b.tick();
      assertThat(hosts.atB.started()).containsExactly("one");
      assertThat(hosts.host("one")).isEqualTo("id-b");
    }
  }

  @Proves("G32")
  @Test
  void a_start_of_a_dead_host_is_held_until_the_host_returns_and_finds_its_worker() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "shop")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      hosts.world.clock().advance(TwoHosts.LEASE.dividedBy(2));
      hosts.b.tick();
      hosts.world.clock().advance(TwoHosts.LEASE.dividedBy(2));
      hosts.b.tick();
      assertThat(hosts.world.state("one")).isEqualTo(ViewState.HELD);
      assertThat(hosts.lead().explain("one").heldDetails())
          .startsWith("its host a was last heard of at 2026-");
      assertThat(hosts.atB.asked()).isEmpty();
      hosts.host("a", "a-2", hosts.atA, host -> host).tick();
      assertThat(hosts.world.launch("one").state()).isEqualTo(LaunchState.STARTING);
      assertThat(hosts.world.openHolds("one")).isEmpty();
      TwoHosts.worker(hosts.a, hosts.atA, "one").report(Status.WORKING);
      assertThat(hosts.world.state("one")).isEqualTo(ViewState.WORKING);
    }
  }

  @Proves("G32")
  @Test
  void a_start_of_a_dead_host_that_came_to_nothing_is_made_again_when_it_returns() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      hosts.atA.forget("one");
      hosts.world.clock().advance(TwoHosts.LEASE);
      hosts.b.tick();
      assertThat(hosts.world.launch("one").state()).isEqualTo(LaunchState.UNKNOWN);
      hosts.host("a", "a-2", hosts.atA, host -> host).tick();
      assertThat(hosts.atA.started()).containsExactly("one", "one");
      assertThat(hosts.world.launch("one").state()).isEqualTo(LaunchState.STARTING);
    }
  }

  @Proves("G32")
  @Test
  void a_start_of_a_host_that_is_alive_is_its_own_business() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      for (int i = 0; i < 3; i++) {
        hosts.world.clock().advance(TwoHosts.LEASE.dividedBy(2));
        hosts.a.tick();
        hosts.b.tick();
      }
      assertThat(hosts.world.launch("one").state()).isEqualTo(LaunchState.STARTING);
      assertThat(hosts.atB.asked()).isEmpty();
    }
  }

  @Proves("G32")
  @Test
  void the_running_worker_of_a_dead_host_is_left_alone_and_explained() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      TwoHosts.worker(hosts.a, hosts.atA, "one").report(Status.WORKING);
      hosts.world.clock().advance(TwoHosts.LEASE);
      hosts.b.tick();
      assertThat(hosts.world.state("one")).isEqualTo(ViewState.WORKING);
      assertThat(hosts.b.coordinator(TestWorld.PLACE).explain("one").reason())
          .startsWith("working: its host a was last heard of at 2026-");
      hosts.atA.dies("one", 1);
      hosts.host("a", "a-2", hosts.atA, host -> host).tick();
      assertThat(hosts.world.task("one").session()).isEqualTo(SessionState.ENDED);
      assertThat(hosts.lead().explain("one").reason()).doesNotStartWith("working");
    }
  }

  @Proves("G32")
  @Test
  void a_session_is_started_again_only_where_its_work_is() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      TwoHosts.worker(hosts.a, hosts.atA, "one").report(Status.WORKING);
      hosts.atA.ends("one", 1);
      Coordinator atB = hosts.b.coordinator(TestWorld.PLACE);
      assertThat(thrown(ErrorCode.LAUNCH_FAILED, () -> atB.revive("one")))
          .hasMessageContaining("its work is on host a");
      assertThat(hosts.lead().revive("one").outcome()).isEqualTo(Revived.Outcome.RESTARTED);
      assertThat(hosts.atA.started()).containsExactly("one", "one");
    }
  }

  @Proves({"G29", "V4"})
  @Test
  void a_directory_names_a_task_of_its_own_machine_and_is_missed_there_only() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      NewTask here = new NewTask("lead here", null, "/home/me/shop", "main");
      hosts.world.directories().registers("/home/me/shop", here);
      Caller caller = Caller.directory(Path.of("/home/me/shop"));
      hosts.a.newcomer(caller).newOrchestrator("here", "lead");
      assertThat(hosts.a.participant(caller, null).membership().orchestrator()).isEqualTo("here");
      thrown(ErrorCode.UNKNOWN_CALLER, () -> hosts.b.participant(caller, null).membership());

      hosts.world.directories().lose("/home/me/shop");
      hosts.b.tick();
      assertThat(hosts.a.participant(caller, null).membership().orchestrator()).isEqualTo("here");
      hosts.a.tick();
      thrown(ErrorCode.NOT_BOUND, () -> hosts.a.participant(caller, null).membership());
    }
  }
}
