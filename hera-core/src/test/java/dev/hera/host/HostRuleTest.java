package dev.hera.host;

import static dev.hera.host.HostFitness.DEAD;
import static dev.hera.host.HostFitness.DRAINING;
import static dev.hera.host.HostFitness.FITS;
import static dev.hera.host.HostFitness.FULL;
import static dev.hera.host.HostFitness.NO_WORKERS;
import static dev.hera.host.HostFitness.OTHER_PROJECTS;
import static dev.hera.host.HostFitness.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.host.HostRule.Cannot;
import dev.hera.host.HostRule.Leaves;
import dev.hera.host.HostRule.Takes;
import dev.hera.host.HostRule.Turn;
import dev.hera.role.HostId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostRuleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final Instant LONG_DUE = NOW.minus(HostRule.LEFT_TO_OTHERS);

  private static HostLoad load(String name, @Nullable Integer capacity, int used) {
    return new HostLoad(
        new Host(
            new HostId(name),
            name,
            null,
            capacity,
            List.of("shop"),
            HostState.ACTIVE,
            NOW,
            NOW.plusSeconds(60)),
        used);
  }

  private static HostLoad in(HostState state, HostLoad load) {
    return new HostLoad(load.host().withState(state), load.used());
  }

  private static HostLoad dead(HostLoad load) {
    return new HostLoad(load.host().heardOf(NOW.minusSeconds(60), NOW), load.used());
  }

  static Stream<Arguments> fitness() {
    HostLoad free = load("a", 2, 1);
    HostLoad full = load("a", 2, 2);
    return Stream.of(
        Arguments.of(free, "shop", FITS),
        Arguments.of(free, null, FITS),
        Arguments.of(free, "web", OTHER_PROJECTS),
        Arguments.of(load("a", null, 1_000), "shop", FITS),
        Arguments.of(full, "shop", FULL),
        Arguments.of(load("a", 2, 3), "shop", FULL),
        Arguments.of(full, "web", OTHER_PROJECTS),
        Arguments.of(in(HostState.DRAINING, free), "shop", DRAINING),
        Arguments.of(in(HostState.DRAINING, full), "shop", DRAINING),
        Arguments.of(in(HostState.DRAINING, free), "web", OTHER_PROJECTS),
        Arguments.of(in(HostState.WITHOUT_WORKERS, full), "shop", NO_WORKERS),
        Arguments.of(in(HostState.WITHOUT_WORKERS, free), "web", OTHER_PROJECTS),
        Arguments.of(dead(in(HostState.WITHOUT_WORKERS, free)), "shop", DEAD),
        Arguments.of(dead(free), "shop", DEAD),
        Arguments.of(dead(in(HostState.DRAINING, full)), "web", DEAD),
        Arguments.of(in(HostState.STOPPED, free), "shop", STOPPED),
        Arguments.of(dead(in(HostState.STOPPED, free)), "shop", STOPPED));
  }

  @ParameterizedTest
  @MethodSource("fitness")
  void a_host_fits_when_it_is_there_with_the_project_and_a_place(
      HostLoad load, @Nullable String project, HostFitness fitness) {
    assertThat(HostFitness.of(load, project, NOW)).isEqualTo(fitness);
  }

  @Test
  void a_host_that_does_not_tell_projects_apart_can_start_in_any() {
    Host any =
        new Host(
            new HostId("a"), "a", null, null, List.of(), HostState.ACTIVE, NOW, NOW.plusMillis(1));
    assertThat(HostFitness.of(new HostLoad(any, 0), "web", NOW)).isEqualTo(FITS);
  }

  static Stream<Arguments> turns() {
    Turn leaves = new Leaves(NOW.plus(HostRule.LEFT_TO_OTHERS));
    HostLoad own = load("a", 4, 2);
    return Stream.of(
        Arguments.of("alone", own, List.of(), new Takes()),
        Arguments.of("equal", own, List.of(load("b", 2, 1)), new Takes()),
        Arguments.of("fuller", own, List.of(load("b", 3, 2)), new Takes()),
        Arguments.of("emptier", own, List.of(load("b", 5, 2)), leaves),
        Arguments.of("without a limit", own, List.of(load("b", null, 9)), leaves),
        Arguments.of("both empty", load("a", 4, 0), List.of(load("b", null, 0)), new Takes()),
        Arguments.of("no limit", load("a", null, 9), List.of(load("b", 9, 0)), new Takes()),
        Arguments.of("one of many", own, List.of(load("b", 2, 1), load("c", 9, 1)), leaves),
        Arguments.of("dead", own, List.of(dead(load("b", 9, 0))), new Takes()),
        Arguments.of(
            "draining", own, List.of(in(HostState.DRAINING, load("b", 9, 0))), new Takes()),
        Arguments.of("full", load("a", 4, 4), List.of(load("b", 9, 0)), new Cannot(FULL)));
  }

  @ParameterizedTest(name = "the other: {0}")
  @MethodSource("turns")
  void a_node_is_left_to_an_emptier_host_that_fits(
      String what, HostLoad own, List<HostLoad> others, Turn turn) {
    List<HostLoad> all = new ArrayList<>(others);
    all.add(own);
    assertThat(HostRule.turn(own.host().id(), all, "shop", NOW, NOW)).as(what).isEqualTo(turn);
  }

  @Test
  void a_node_is_left_to_others_for_a_second_only() {
    List<HostLoad> loads = List.of(load("a", 4, 2), load("b", 4, 0));
    Instant due = LONG_DUE.plusMillis(1);
    assertThat(HostRule.turn(new HostId("a"), loads, "shop", due, NOW))
        .isEqualTo(new Leaves(NOW.plusMillis(1)));
    assertThat(HostRule.turn(new HostId("a"), loads, "shop", LONG_DUE, NOW)).isEqualTo(new Takes());
  }

  @Test
  void a_host_that_nobody_knows_starts_nothing() {
    assertThat(HostRule.turn(new HostId("x"), List.of(load("a", 4, 0)), "shop", NOW, NOW))
        .isEqualTo(new Cannot(DEAD));
  }

  private static HostState any(Random random) {
    List<HostState> all = List.of(HostState.values());
    return all.get(random.nextInt(all.size()));
  }

  @Test
  void of_the_hosts_that_fit_one_may_always_take_it_at_once() {
    Random random = new Random(14);
    for (int round = 0; round < 2_000; round++) {
      List<HostLoad> loads = new ArrayList<>();
      for (int host = 0; host <= random.nextInt(5); host++) {
        HostLoad load =
            load(
                "h" + host, random.nextBoolean() ? null : 1 + random.nextInt(4), random.nextInt(5));
        HostLoad then = in(any(random), load);
        loads.add(random.nextInt(4) == 0 ? dead(then) : then);
      }
      boolean fits = loads.stream().anyMatch(load -> HostFitness.of(load, "shop", NOW) == FITS);
      boolean taken =
          loads.stream()
              .map(load -> HostRule.turn(load.host().id(), loads, "shop", NOW, NOW))
              .anyMatch(Takes.class::isInstance);
      assertThat(taken).as("%s", loads).isEqualTo(fits);
    }
  }
}
