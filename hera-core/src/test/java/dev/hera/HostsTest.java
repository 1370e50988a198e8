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
import dev.hera.role.Caller;
import dev.hera.role.HostId;
import dev.hera.role.NewTask;
import dev.hera.role.Status;
import dev.hera.view.Attention;
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
  void a_host_that_is_gone_for_a_week_and_has_no_worker_is_forgotten_when_another_one_comes() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      TwoHosts.worker(hosts.b, hosts.atA, "one").report(Status.WORKING);
      hosts.b.close();
      hosts.world.clock().advance(HostRule.REMEMBERED.minusMillis(1));
      Hera c = hosts.host("c", "c-1", new ScriptedLauncher(), host -> host);
      c.tick();
      assertThat(names(c)).containsExactly("a", "b", "c");

      hosts.world.clock().advance(Duration.ofMillis(1));
      hosts.host("d", "d-1", new ScriptedLauncher(), host -> host).tick();
      assertThat(names(c)).containsExactly("a", "c", "d");

      TwoHosts.worker(c, hosts.atA, "one").report(Status.DONE);
      hosts.host("e", "e-1", new ScriptedLauncher(), host -> host).tick();
      assertThat(names(c)).containsExactly("c", "d", "e");
      assertThat(c.coordinator(TestWorld.PLACE).explain("one").host()).isNull();

      hosts.a.tick();
      assertThat(names(c)).containsExactly("a", "c", "d", "e");
      assertThat(c.coordinator(TestWorld.PLACE).explain("one").host()).isEqualTo("a");
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

  @Proves({"G30", "G31", "G33"})
  @Test
  void a_host_without_workers_takes_no_node_leaves_none_waiting_and_is_named() {
    try (TwoHosts hosts = TwoHosts.ofWhichAStartsNone()) {
      hosts.plan("one", "shop");
      hosts.a.tick();
      assertThat(hosts.world.launch("one").attempts()).isZero();
      hosts.b.tick();
      assertThat(hosts.atB.started()).containsExactly("one");
      hosts.b.close();
      hosts.plan("two", "shop");
      hosts.a.tick();
      assertThat(hosts.atA.started()).isEmpty();
      String why =
          "No host that could take it starts workers: "
              + "a starts none until its operator gives it a worker command, b stopped at 2026-";
      assertThat(hosts.lead().explain("two").wouldRelease())
          .singleElement()
          .asString()
          .startsWith(why);
      assertThat(
              thrown(
                  ErrorCode.LAUNCH_FAILED,
                  () -> hosts.lead().spawn("more", null, "shop", LaunchOptions.NONE)))
          .hasMessageContaining(why);
      assertThat(hosts.a.hosts().drain("a").state()).isEqualTo(HostState.WITHOUT_WORKERS);
      assertThat(hosts.a.hosts().undrain("a").state()).isEqualTo(HostState.WITHOUT_WORKERS);
    }
  }

  @Proves({"G31", "W8"})
  @Test
  void a_node_that_no_host_can_start_needs_attention_and_comes_last_when_only_room_is_missing() {
    try (TwoHosts hosts = TwoHosts.withPlaces(1, 1)) {
      hosts.plan("n1", "shop", "n2", "shop", "n3", "shop");
      assertThat(hosts.attention()).isEmpty();
      hosts.world.clock().advance(HostRule.LEFT_TO_OTHERS);
      hosts.a.tick();
      hosts.b.tick();
      assertThat(hosts.attention())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.kind()).isEqualTo(Attention.Kind.NO_PLACE);
                assertThat(one.node()).isEqualTo("n3");
                assertThat(one.release()).singleElement().asString().startsWith("No host has room");
              });
      hosts.a.hosts().drain("a");
      hosts.a.hosts().drain("b");
      assertThat(hosts.attention())
          .singleElement()
          .satisfies(
              one -> {
                assertThat(one.kind()).isEqualTo(Attention.Kind.NO_HOST);
                assertThat(one.release())
                    .containsExactly(
                        "Every host that could start it is draining:"
                            + " a is draining, b is draining.");
              });
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
      thrown(ErrorCode.UNKNOWN_CALLER, () -> hosts.a.participant(caller, null).membership());
    }
  }

  @Proves("G29")
  @Test
  void a_host_that_follows_another_process_of_its_id_stays_when_that_one_ends_later() {
    try (TwoHosts hosts = TwoHosts.withProjects("shop", "web")) {
      Hera next = hosts.host("a", "a-2", hosts.atA, host -> host);
      next.tick();
      hosts.a.close();
      assertThat(host(hosts.b, "a").state()).isEqualTo(HostState.STOPPED);
      hosts.world.clock().advance(TwoHosts.LEASE.dividedBy(3));
      next.tick();
      assertThat(host(hosts.b, "a").state()).isEqualTo(HostState.ACTIVE);
    }
  }
}
