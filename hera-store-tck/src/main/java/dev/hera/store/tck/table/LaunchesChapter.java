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
import dev.hera.role.HostId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract of {@link dev.hera.spi.Launches}. */
public abstract class LaunchesChapter extends TableChapter<LaunchId, Launch> {
  private static final int ALL = Integer.MAX_VALUE;
  private static final List<LaunchState> STATES = List.of(LaunchState.values());

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
    assertThat(list(tx -> tx.launches().listByKeys(List.of(new LaunchKey("key"))))).isEmpty();
    assertThat(list(tx -> tx.launches().listByKeys(List.of()))).isEmpty();
    assertThat(list(tx -> tx.launches().listDue(STATES, at(0), List.of(), ALL))).isEmpty();
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
      assertThat(list(tx -> tx.launches().listByKeys(List.of(launch.key()))))
          .containsExactly(launch);
    }
    List<Launch> all = list(tx -> tx.launches().listOf(roles.stream().map(Role::id).toList()));
    List<LaunchKey> keys = new ArrayList<>(all.stream().map(Launch::key).toList());
    Collections.reverse(keys);
    keys.add(keys.get(0));
    assertThat(list(tx -> tx.launches().listByKeys(keys))).isEqualTo(all);
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
    assertThat(list(tx -> tx.launches().listByKeys(List.of(first.key())))).containsExactly(first);
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
        new HostId("host"),
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
        launch.host(),
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
