package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Role;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.RowFixtures;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A role whose gate, launch and events tell the same number, however they are asked for.
 *
 * @param launch as it was made
 */
record CountedRows(Transaction tx, Role role, Launch launch) {
  private static final Instant LATER = RowFixtures.at(1_000_000);

  static CountedRows of(Transaction tx, Role role, Launch launch) {
    return new CountedRows(tx, role, launch);
  }

  void start() {
    tx.launches().update(launch.dueAt(RowFixtures.at(0)));
  }

  /** Counts all of them up. */
  void countUp(int firstQuestion) {
    int number = count(firstQuestion);
    Launch due = tx.launches().find(launch.id()).orElseThrow();
    tx.gates().update(tx.gates().find(role.id()).orElseThrow().plus(BlockerOutcome.WORKING));
    tx.launches()
        .update(due.dueAt(RowFixtures.at(number + 1L)).withOccupiesPlace(!due.occupiesPlace()));
    RowFixtures.event(tx, role);
  }

  /** The number, which all questions tell; they are asked in turn, beginning with this one. */
  int count(int firstQuestion) {
    List<Supplier<Integer>> questions = questions();
    Collections.rotate(questions, -firstQuestion);
    List<Integer> numbers = questions.stream().map(Supplier::get).toList();
    assertThat(numbers).containsOnly(numbers.get(0));
    return numbers.get(0);
  }

  private List<Supplier<Integer>> questions() {
    List<Supplier<Integer>> all = new ArrayList<>(events());
    gates().forEach(gate -> all.add(() -> gate.get().working()));
    launches().forEach(due -> all.add(() -> number(due.get())));
    return all;
  }

  private static int number(Launch launch) {
    return (int) RowFixtures.at(0).until(launch.due(), ChronoUnit.MILLIS);
  }

  private List<Supplier<Gate>> gates() {
    return List.of(
        () -> tx.gates().find(role.id()).orElseThrow(),
        () -> tx.gates().list(Set.of(role.id())).get(0),
        () -> tx.gates().list(role.orchestrator()).get(0));
  }

  private List<Supplier<Launch>> launches() {
    return List.of(
        () -> tx.launches().find(launch.id()).orElseThrow(),
        () -> tx.launches().listByKeys(List.of(launch.key())).get(0),
        () -> tx.launches().list(role.orchestrator()).get(0),
        this::inItsPlace,
        () -> tx.launches().list(LaunchState.REQUESTED).get(0),
        () -> tx.launches().listOf(Set.of(role.id())).get(0),
        () -> tx.launches().list(Set.of(launch.id())).get(0),
        () -> tx.launches().listDue(LaunchState.OPEN, LATER, Set.of(), 1).get(0),
        () -> tx.launches().listDue(Set.of(LaunchState.REQUESTED), LATER, Set.of(), 1).get(0));
  }

  /** Every other number, the launch occupies a place. */
  private Launch inItsPlace() {
    List<Launch> places = tx.launches().listPlaces(role.orchestrator());
    Launch found = tx.launches().find(launch.id()).orElseThrow();
    assertThat(places).isEqualTo(found.occupiesPlace() ? List.of(found) : List.of());
    return found;
  }

  private List<Supplier<Integer>> events() {
    return List.of(
        () -> tx.events().listAbout(role.id()).size(),
        () -> tx.events().list(role.orchestrator(), 0, Integer.MAX_VALUE).size());
  }
}
