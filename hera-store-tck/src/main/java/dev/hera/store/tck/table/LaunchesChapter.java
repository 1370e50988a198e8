package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.binding;
import static dev.hera.store.tck.row.RowFixtures.launch;
import static dev.hera.store.tck.row.RowFixtures.newLaunch;
import static dev.hera.store.tck.row.RowFixtures.task;
import static dev.hera.store.tck.row.RowFixtures.team;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Launches}. */
public abstract class LaunchesChapter extends TableChapter<LaunchId, Launch> {
  private static final int ALL = Integer.MAX_VALUE;

  public LaunchesChapter(StoreUnderTest tested) {
    super(tested, Transaction::launches, Launch::id, new LaunchId(1_000_000));
  }

  @Override
  List<Launch> newRows(Transaction tx) {
    return RowFixtures.reversed(RowFixtures.newTeam(tx, 5)).stream()
        .map(role -> newLaunch(tx, role))
        .toList();
  }

  @Test
  void keeps_every_field() {
    Launch full =
        write(
            tx -> {
              Role role = team(tx, "checkout", 1).get(0);
              Launch row = full(tx, role, newLaunch(tx, role));
              tx.launches().insert(List.of(row));
              assertThat(tx.launches().find(row.id())).contains(row);
              return row;
            });
    assertThat(find(tx -> tx.launches().find(full.id()))).contains(full);
  }

  @Test
  void keeps_absent_fields_absent() {
    Launch bare = write(tx -> launch(tx, team(tx, "checkout", 1).get(0)).dueAt(null));
    change(tx -> tx.launches().update(bare));
    assertThat(find(tx -> tx.launches().find(bare.id()))).contains(bare);
  }

  @Test
  void keeps_every_option_on_its_own() {
    List<LaunchOptions> all =
        List.of(
            new LaunchOptions("main", null, null),
            new LaunchOptions(null, "large", null),
            new LaunchOptions(null, null, "codex"));
    for (LaunchOptions options : all) {
      Launch row =
          write(
              tx -> {
                Role role = team(tx, "checkout-" + all.indexOf(options), 1).get(0);
                Launch plain = newLaunch(tx, role);
                Launch chosen =
                    Launch.request(
                        plain.id(), role.orchestrator(), role.id(), plain.key(), options, at(0));
                tx.launches().insert(List.of(chosen));
                return chosen;
              });
      assertThat(find(tx -> tx.launches().find(row.id()))).contains(row);
    }
  }

  @Test
  void keeps_every_state_and_held_reason() {
    Launch launch = write(tx -> launch(tx, team(tx, "checkout", 1).get(0)));
    for (LaunchState state : LaunchState.values()) {
      for (HoldReason reason : HoldReason.values()) {
        Launch changed = with(launch, state, reason);
        change(tx -> tx.launches().update(changed));
        assertThat(find(tx -> tx.launches().find(launch.id()))).contains(changed);
      }
    }
  }

  @Test
  void an_update_replaces_every_field() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Launch bare = write(tx -> launch(tx, role));
    Launch full =
        write(
            tx -> {
              Launch row = full(tx, role, bare);
              tx.launches().update(row);
              return row;
            });
    assertThat(find(tx -> tx.launches().find(bare.id()))).contains(full);
    change(tx -> tx.launches().update(bare));
    assertThat(find(tx -> tx.launches().find(bare.id()))).contains(bare);
  }

  @Test
  void an_update_changes_no_other_row() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Launch other = write(tx -> launch(tx, roles.get(0)));
    change(tx -> tx.launches().update(full(tx, roles.get(1), launch(tx, roles.get(1)))));
    assertThat(find(tx -> tx.launches().find(other.id()))).contains(other);
  }

  @Test
  void finds_nothing_in_an_empty_store() {
    assertThat(find(tx -> tx.launches().find(new LaunchId(1)))).isEmpty();
    assertThat(list(tx -> tx.launches().listOf(List.of(new RoleId(1))))).isEmpty();
    assertThat(list(tx -> tx.launches().listOf(List.of()))).isEmpty();
    assertThat(find(tx -> tx.launches().findByKey(new LaunchKey("key")))).isEmpty();
    assertThat(list(tx -> tx.launches().listDue(at(0), List.of(), ALL))).isEmpty();
    assertThat(find(tx -> tx.launches().findNextDue(at(0)))).isEmpty();
    assertThat(list(tx -> tx.launches().list(LaunchState.REQUESTED))).isEmpty();
    assertThat(list(tx -> tx.launches().list(new OrchestratorId(1)))).isEmpty();
    assertThat(list(tx -> tx.launches().listPlaces(null))).isEmpty();
    assertThat(list(tx -> tx.launches().listPlaces(new OrchestratorId(1)))).isEmpty();
    assertThat(find(tx -> tx.launches().findToken("0f"))).isEmpty();
  }

  @Test
  void finds_by_id_by_role_and_by_key() {
    List<Role> roles = write(tx -> team(tx, "checkout", 3));
    for (Role role : roles) {
      Launch launch = write(tx -> launch(tx, role));
      assertThat(find(tx -> tx.launches().find(launch.id()))).contains(launch);
      assertThat(list(tx -> tx.launches().listOf(List.of(role.id())))).containsExactly(launch);
      assertThat(find(tx -> tx.launches().findByKey(launch.key()))).contains(launch);
    }
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
  void refuses_a_second_one_with_the_same_id() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Launch first = write(tx -> launch(tx, roles.get(0)));
    assertTaken(
        tx ->
            tx.launches()
                .insert(List.of(copy(first.id(), newLaunch(tx, roles.get(1)), "another"))));
    assertThat(list(tx -> tx.launches().listOf(List.of(roles.get(1).id())))).isEmpty();
  }

  @Test
  void refuses_a_second_one_of_a_role() {
    Role role = write(tx -> team(tx, "checkout", 1)).get(0);
    Launch first = write(tx -> launch(tx, role));
    assertTaken(tx -> launch(tx, role));
    assertThat(list(tx -> tx.launches().listOf(List.of(role.id())))).containsExactly(first);
  }

  @Test
  void refuses_a_second_one_with_the_same_key() {
    List<Role> roles = write(tx -> team(tx, "checkout", 2));
    Launch first = write(tx -> launch(tx, roles.get(0)));
    assertTaken(
        tx -> {
          Launch second = newLaunch(tx, roles.get(1));
          tx.launches().insert(List.of(copy(second.id(), second, first.key().value())));
        });
    assertThat(find(tx -> tx.launches().findByKey(first.key()))).contains(first);
  }

  @Test
  void lists_what_is_due_in_role_id_order() {
    List<Role> roles = write(tx -> team(tx, "checkout", 5));
    List<Launch> launches = write(tx -> launchesDue(tx, roles, 30, 20, 11, 10, -1));
    assertThat(list(tx -> tx.launches().listDue(at(10), List.of(), ALL)))
        .containsExactly(launches.get(3));
    assertThat(list(tx -> tx.launches().listDue(at(20), List.of(), ALL)))
        .isEqualTo(launches.subList(1, 4));
    assertThat(list(tx -> tx.launches().listDue(at(99), List.of(), ALL)))
        .isEqualTo(launches.subList(0, 4));
    assertThat(list(tx -> tx.launches().listDue(at(9), List.of(), ALL))).isEmpty();
  }

  @Test
  void lists_no_more_of_what_is_due_than_the_limit() {
    List<Role> roles = write(tx -> team(tx, "checkout", 4));
    List<Launch> launches = write(tx -> launchesDue(tx, roles, 40, 30, 20, 10));
    assertThat(list(tx -> tx.launches().listDue(at(99), List.of(), 2)))
        .isEqualTo(launches.subList(0, 2));
    assertThat(list(tx -> tx.launches().listDue(at(99), List.of(), 0))).isEmpty();
  }

  @Test
  void leaves_out_what_is_due_in_the_excepted_orchestrators() {
    List<Role> here = write(tx -> team(tx, "here", 2));
    List<Role> there = write(tx -> team(tx, "there", 1));
    List<Launch> left = write(tx -> launchesDue(tx, here, 20, 10));
    change(tx -> launchesDue(tx, there, 5));
    List<OrchestratorId> except = List.of(there.get(0).orchestrator(), new OrchestratorId(999));
    assertThat(list(tx -> tx.launches().listDue(at(99), except, ALL))).isEqualTo(left);
    assertThat(list(tx -> tx.launches().listDue(at(99), except, 1))).containsExactly(left.get(0));
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

  @Test
  void keeps_every_field_of_a_token() {
    WorkerToken token = write(tx -> token(tx, "checkout", "0a1b", 3));
    assertThat(find(tx -> tx.launches().findToken("0a1b"))).contains(token);
    assertThat(find(tx -> tx.launches().findToken("0a1"))).isEmpty();
    assertThat(find(tx -> tx.launches().findToken("0A1B"))).isEmpty();
  }

  @Test
  void a_launch_may_have_several_tokens() {
    WorkerToken first = write(tx -> token(tx, "checkout", "01", 1));
    WorkerToken second = new WorkerToken("02", first.launch(), first.task(), 2);
    change(tx -> tx.launches().insertToken(second));
    assertThat(find(tx -> tx.launches().findToken("01"))).contains(first);
    assertThat(find(tx -> tx.launches().findToken("02"))).contains(second);
  }

  @Test
  void refuses_a_second_token_with_the_same_hash() {
    WorkerToken token = write(tx -> token(tx, "here", "0a", 1));
    assertTaken(tx -> token(tx, "there", "0a", 2));
    assertThat(find(tx -> tx.launches().findToken("0a"))).contains(token);
  }

  private static WorkerToken token(Transaction tx, String team, String hash, int epoch) {
    Launch launch = launch(tx, team(tx, team, 1).get(0));
    WorkerToken token = new WorkerToken(hash, launch.id(), task(tx, null).id(), epoch);
    tx.launches().insertToken(token);
    return token;
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

  private static Launch full(Transaction tx, Role role, Launch launch) {
    Task task = task(tx, null);
    return new Launch(
        launch.id(),
        role.orchestrator(),
        role.id(),
        launch.key(),
        new LaunchOptions("main", "large", "codex"),
        12,
        LaunchState.UNKNOWN,
        "host/4711/2026",
        at(60_000),
        4,
        "the launcher did not answer",
        HoldReason.LAUNCH_UNKNOWN,
        task.id(),
        binding(tx, role, task).id(),
        at(2),
        true);
  }

  private static Launch with(Launch launch, LaunchState state, HoldReason reason) {
    return new Launch(
        launch.id(),
        launch.orchestrator(),
        launch.role(),
        launch.key(),
        launch.options(),
        launch.epoch(),
        state,
        launch.owner(),
        launch.due(),
        launch.attempts(),
        launch.lastError(),
        reason,
        launch.task(),
        launch.binding(),
        launch.accepted(),
        launch.occupiesPlace());
  }

  private static Launch copy(LaunchId id, Launch launch, String key) {
    return Launch.request(
        id, launch.orchestrator(), launch.role(), new LaunchKey(key), launch.options(), at(0));
  }
}
