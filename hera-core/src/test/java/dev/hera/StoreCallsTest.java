package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.CycleException;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Status;
import dev.hera.spi.launcher.LaunchException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often the store is asked for the work that a plan makes again and again. */
class StoreCallsTest {
  private static final int BLOCKERS = 100;
  private static final int MOST_CALLS_OF_A_START = 60;

  private static final int LONG = 40;

  private final RecordingStore store = new RecordingStore();
  private final ScriptedLauncher launcher = new ScriptedLauncher();
  private final Hera hera =
      Hera.builder(store).launcher(launcher).directories(new KnownDirectories()).build();
  private final Coordinator lead =
      hera.newcomer(hera.tasks().register(NewTask.named("lead"))).newOrchestrator("shop", "lead");

  @AfterEach
  void close() {
    hera.close();
  }

  private void reports(String node, Status status) {
    hera.participant(Caller.worker(launcher.token(node)), null).report(status);
  }

  @Test
  void a_done_with_one_dependent_asks_for_nothing_twice() {
    lead.submit(Plan.builder().node("a", "do a").node("b", "do b").after("a").build());
    hera.tick();
    reports("a", Status.WORKING);
    store.take();
    reports("a", Status.DONE);
    assertThat(store.take()).isNotEmpty().allSatisfy(StoreCallsTest::isFreeOfRepetitions);
  }

  @Test
  void nor_does_a_failure_that_holds_a_dependent() {
    lead.submit(Plan.builder().node("a", "do a").node("b", "do b").after("a").build());
    hera.tick();
    reports("a", Status.WORKING);
    store.take();
    reports("a", Status.FAILED);
    assertThat(store.take()).isNotEmpty().allSatisfy(StoreCallsTest::isFreeOfRepetitions);
  }

  private static void isFreeOfRepetitions(List<String> calls) {
    assertThat(calls).doesNotHaveDuplicates();
  }

  @Test
  void a_sweep_asks_as_little_for_many_workers_as_for_few() {
    int ofOne = callsOfASweepWith("a");
    int ofMany = callsOfASweepWith("b", "c", "d", "e", "f", "g", "h", "i", "j");

    assertThat(launcher.asked()).endsWith("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");
    assertThat(ofMany).isEqualTo(ofOne);
  }

  /** Starts these workers, and sweeps once more. */
  private int callsOfASweepWith(String... names) {
    for (String name : names) {
      lead.plan(Plan.Node.worker(name, "do it"));
    }
    hera.tick();
    for (String name : names) {
      reports(name, Status.WORKING);
    }
    store.take();
    hera.tick();
    return store.take().stream().mapToInt(List::size).sum();
  }

  @Test
  void only_a_permanent_cause_that_comes_again_is_looked_for_in_the_history() {
    launcher.throwsAtStart("a", LaunchException.permanent("there is no such program"));
    lead.plan(Plan.Node.worker("a", "do it"));
    store.take();
    hera.tick();
    assertThat(historiesRead()).isZero();

    lead.update("a", "do it otherwise", null, null);
    store.take();
    hera.tick();
    assertThat(historiesRead()).isEqualTo(1);
  }

  private long historiesRead() {
    return store.take().stream()
        .flatMap(List::stream)
        .filter(call -> call.startsWith("events.listAbout"))
        .count();
  }

  @Test
  void a_start_asks_as_little_behind_many_blockers() {
    List<String> blockers = IntStream.range(0, BLOCKERS).mapToObj(i -> "n" + i).toList();
    Plan.Builder plan = Plan.builder();
    blockers.forEach(name -> plan.node(name, "do it"));
    lead.submit(plan.node("last", "go on").after(blockers.toArray(String[]::new)).build());
    hera.tick();
    blockers.forEach(name -> reports(name, Status.DONE));
    store.take();
    hera.tick();
    assertThat(launcher.started()).last().isEqualTo("last");
    List<List<String>> asked =
        store.take().stream()
            .dropWhile(calls -> !calls.get(0).startsWith("launches.find["))
            .toList();
    assertThat(asked).allSatisfy(StoreCallsTest::isFreeOfRepetitions);
    assertThat(asked.stream().mapToInt(List::size).sum())
        .as(String.valueOf(asked))
        .isLessThan(MOST_CALLS_OF_A_START);
  }

  @Test
  void who_waits_for_a_place_is_read_once_for_all_nodes_and_only_where_one_is_ready() {
    try (Hera limited = Hera.builder(store).maxLiveWorkers(2, 2).build()) {
      lead.submit(
          Plan.builder().node("1a", "p").node("1b", "p").node("2a", "p").after("1a", "1b").build());
      hera.tick();
      assertThat(placesRead(limited)).isZero();

      IntStream.range(0, 20).forEach(i -> lead.plan(Plan.Node.worker("n" + i, "do it")));
      assertThat(placesRead(limited)).isEqualTo(2);
      assertThat(limited.overview().orchestrator("shop").attention()).hasSize(20);
    }
  }

  /** How often the queue, or who holds the places, was read for one view of the orchestrator. */
  private long placesRead(Hera limited) {
    store.take();
    limited.overview().orchestrator("shop");
    return store.take().stream()
        .flatMap(List::stream)
        .filter(call -> call.startsWith("launches.list"))
        .filter(call -> call.contains("listDue") || call.contains("listPlaces"))
        .count();
  }

  @Test
  void all_edges_of_a_long_plan_are_read_for_the_first_new_edge_and_then_only_what_came_since() {
    Plan.Builder plan = Plan.builder().node("n0", "do it");
    for (int i = 1; i < LONG; i++) {
      plan.node("n" + i, "do it").after("n" + (i - 1));
    }
    lead.submit(plan.build());
    store.take();
    lead.block("n20", "n12");
    assertThat(calls("edges.list[")).isEqualTo(1);

    lead.block("n21", "n12");
    lead.unblock("n20", "n12");
    lead.plan(Plan.Node.worker("more", "do it"));
    lead.block("more", "n20");
    lead.block("n22", "n12");
    assertThatThrownBy(() -> lead.block("n2", "more")).isInstanceOf(CycleException.class);
    lead.block("n23", "n12");
    assertThat(calls("edges.list[")).isZero();
  }

  @Test
  void a_new_edge_of_a_short_plan_reads_no_history() {
    lead.submit(
        Plan.builder().node("a", "do a").node("b", "do b").node("c", "do c").after("b").build());
    store.take();
    lead.block("b", "a");
    assertThat(calls("edges.list[", "events.list[")).isZero();
  }

  /** How many of these the store was asked since the last time. */
  private long calls(String... beginnings) {
    return store.take().stream()
        .flatMap(List::stream)
        .filter(call -> Stream.of(beginnings).anyMatch(call::startsWith))
        .count();
  }
}
