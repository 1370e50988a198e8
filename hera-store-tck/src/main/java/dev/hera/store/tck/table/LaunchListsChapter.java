package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.launch;
import static dev.hera.store.tck.row.RowFixtures.newLaunch;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The lists of {@link dev.hera.spi.Launches}. */
public abstract class LaunchListsChapter extends Chapter {
  private static final int ALL = Integer.MAX_VALUE;
  private static final List<LaunchState> STATES = List.of(LaunchState.values());

  public LaunchListsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void lists_those_of_the_roles_in_role_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 5));
    List<Launch> launches =
        write(
            tx -> {
              Launch last = launch(tx, roles.get(4));
              Launch second = launch(tx, roles.get(1));
              launch(tx, roles.get(2));
              return List.of(launch(tx, roles.get(0)), second, last);
            });
    List<RoleId> asked = List.of(4, 3, 1, 0, 1).stream().map(i -> roles.get(i).id()).toList();
    assertThat(list(tx -> tx.launches().listOf(asked))).isEqualTo(launches);
  }

  @Test
  void lists_what_is_due_in_role_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 5));
    List<Launch> launches = write(tx -> launchesDue(tx, roles, 30, 20, 11, 10, -1));
    assertThat(list(tx -> tx.launches().listDue(STATES, at(10), List.of(), ALL)))
        .containsExactly(launches.get(3));
    assertThat(list(tx -> tx.launches().listDue(STATES, at(20), List.of(), ALL)))
        .isEqualTo(launches.subList(1, 4));
    assertThat(list(tx -> tx.launches().listDue(STATES, at(99), List.of(), ALL)))
        .isEqualTo(launches.subList(0, 4));
    assertThat(list(tx -> tx.launches().listDue(STATES, at(9), List.of(), ALL))).isEmpty();
  }

  @Test
  void lists_no_more_of_what_is_due_than_the_limit() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Launch> launches = write(tx -> launchesDue(tx, roles, 40, 30, 20, 10));
    assertThat(list(tx -> tx.launches().listDue(STATES, at(99), List.of(), 2)))
        .isEqualTo(launches.subList(0, 2));
    assertThat(list(tx -> tx.launches().listDue(STATES, at(99), List.of(), 0))).isEmpty();
  }

  @Test
  void lists_of_what_is_due_only_what_is_in_one_of_the_states() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    List<Launch> launches = write(tx -> launchesDue(tx, roles, 10, 10, 10));
    Launch failed = launches.get(1).failedWith("no room", at(10));
    change(tx -> tx.launches().update(failed));
    assertThat(
            list(tx -> tx.launches().listDue(List.of(LaunchState.FAILED), at(10), List.of(), ALL)))
        .containsExactly(failed);
    assertThat(list(tx -> tx.launches().listDue(LaunchState.OPEN, at(10), List.of(), ALL)))
        .containsExactly(launches.get(0), failed, launches.get(2));
    assertThat(list(tx -> tx.launches().listDue(List.of(), at(10), List.of(), ALL))).isEmpty();
  }

  @Test
  void leaves_out_what_is_due_in_the_excepted_orchestrators() {
    List<Role> here = write(tx -> team(tx, "here", 2));
    List<Role> there = write(tx -> team(tx, "there", 1));
    List<Launch> left = write(tx -> launchesDue(tx, here, 20, 10));
    change(tx -> launchesDue(tx, there, 5));
    List<OrchestratorId> except = List.of(there.get(0).orchestrator(), new OrchestratorId(999));
    assertThat(list(tx -> tx.launches().listDue(STATES, at(99), except, ALL))).isEqualTo(left);
    assertThat(list(tx -> tx.launches().listDue(STATES, at(99), except, 1)))
        .containsExactly(left.get(0));
  }

  @Test
  void finds_the_earliest_due_after_an_instant() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    change(tx -> launchesDue(tx, roles, 30, 20, 10, -1));
    assertThat(find(tx -> tx.launches().findNextDue(at(0)))).contains(at(10));
    assertThat(find(tx -> tx.launches().findNextDue(at(10)))).contains(at(20));
    assertThat(find(tx -> tx.launches().findNextDue(at(29)))).contains(at(30));
    assertThat(find(tx -> tx.launches().findNextDue(at(30)))).isEmpty();
  }

  @Test
  void lists_all_in_a_state_in_role_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Launch> failed =
        write(
            tx -> {
              Launch last = newLaunch(tx, roles.get(3)).failedWith("no room", at(1));
              Launch first = newLaunch(tx, roles.get(0)).failedWith("no room", null);
              tx.launches().insert(List.of(last, newLaunch(tx, roles.get(1)), first));
              return List.of(first, last);
            });
    assertThat(list(tx -> tx.launches().list(LaunchState.FAILED))).isEqualTo(failed);
    assertThat(list(tx -> tx.launches().list(LaunchState.REQUESTED))).hasSize(1);
    assertThat(list(tx -> tx.launches().list(LaunchState.BOUND))).isEmpty();
  }

  @Test
  void lists_all_of_an_orchestrator_in_role_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    List<Launch> launches =
        write(
            tx -> {
              Launch last = launch(tx, roles.get(2));
              Launch first = launch(tx, roles.get(0));
              launch(tx, team(tx, "other", 1).get(0));
              return List.of(first, last);
            });
    OrchestratorId of = roles.get(0).orchestrator();
    assertThat(list(tx -> tx.launches().list(of))).isEqualTo(launches);
  }

  @Test
  void lists_the_places_of_one_orchestrator_and_of_all_in_role_id_order() {
    List<Role> here = write(tx -> team(tx, "here", 3));
    List<Role> there = write(tx -> team(tx, "there", 1));
    List<Launch> taken =
        write(
            tx -> {
              launch(tx, here.get(0));
              return List.of(
                  placed(tx, here.get(1)), placed(tx, here.get(2)), placed(tx, there.get(0)));
            });
    assertThat(list(tx -> tx.launches().listPlaces(here.get(0).orchestrator())))
        .isEqualTo(taken.subList(0, 2));
    assertThat(list(tx -> tx.launches().listPlaces(there.get(0).orchestrator())))
        .isEqualTo(taken.subList(2, 3));
    assertThat(list(tx -> tx.launches().listPlaces(null))).isEqualTo(taken);
  }

  private static Launch placed(Transaction tx, Role role) {
    Launch placed = launch(tx, role).withOccupiesPlace(true);
    tx.launches().update(placed);
    return placed;
  }

  /** Inserts a launch for each role, due then; never where the number is negative. */
  private static List<Launch> launchesDue(Transaction tx, List<Role> roles, int... due) {
    List<Launch> rows =
        IntStream.range(0, roles.size())
            .mapToObj(i -> newLaunch(tx, roles.get(i)).dueAt(due[i] < 0 ? null : at(due[i])))
            .toList();
    tx.launches().insert(rows);
    return rows;
  }
}
