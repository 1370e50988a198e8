package dev.hera;

import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.LaunchState;
import dev.hera.result.Revived;
import dev.hera.role.HostId;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.view.ViewState;
import org.junit.jupiter.api.Test;

/** What becomes of the claims, starts and workers of a host that is not heard of any more. */
class DeadHostsTest {
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
}
