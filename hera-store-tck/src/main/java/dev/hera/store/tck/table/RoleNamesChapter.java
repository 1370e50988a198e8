package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.at;
import static dev.hera.store.tck.row.RowFixtures.newRole;
import static dev.hera.store.tck.row.RowFixtures.orchestrator;
import static dev.hera.store.tck.row.RowFixtures.role;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.spi.RoleFilter;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The names of roles, and lists by name. */
public abstract class RoleNamesChapter extends Chapter {
  public RoleNamesChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void refuses_a_batch_with_two_of_the_same_name_and_keeps_none_of_it() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    assertTaken(
        tx ->
            tx.roles()
                .insert(
                    List.of(
                        newRole(tx, orchestrator, "first"),
                        newRole(tx, orchestrator, "role"),
                        newRole(tx, orchestrator, "role"))));
    assertThat(list(tx -> tx.roles().listActive(orchestrator.id(), RoleFilter.ALL))).isEmpty();
  }

  @Test
  void refuses_a_second_active_one_of_the_same_name_in_an_orchestrator() {
    Role role = write(tx -> role(tx, orchestrator(tx, "checkout"), "role"));
    Orchestrator same = read(tx -> tx.orchestrators().find(role.orchestrator())).orElseThrow();
    assertTaken(tx -> role(tx, same, "role"));
    assertThat(list(tx -> tx.roles().listActive(same.id(), RoleFilter.ALL))).containsExactly(role);
  }

  @Test
  void refuses_an_update_to_the_name_of_another_active_one() {
    List<Role> roles = write(tx -> RowFixtures.team(tx, "checkout", 2));
    Role first = roles.get(0);
    Role renamed = named(roles.get(1), first.name());
    assertTaken(tx -> tx.roles().update(renamed));
    assertThat(find(renamed)).isEqualTo(roles.get(1));
  }

  @Test
  void a_cancelled_one_keeps_its_name() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    Role role = write(tx -> role(tx, orchestrator, "role"));
    change(tx -> tx.roles().update(role.cancelledAt(at(1))));
    assertTaken(tx -> role(tx, orchestrator, "role"));
    assertThat(active(orchestrator.id(), "role")).containsExactly(role.cancelledAt(at(1)));
  }

  @Test
  void an_archived_one_frees_its_name() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    for (int round = 0; round < 3; round++) {
      change(tx -> tx.roles().update(role(tx, orchestrator, "role").archivedAt(at(1))));
    }
    assertThat(active(orchestrator.id(), "role")).isEmpty();
    Role active = write(tx -> role(tx, orchestrator, "role"));
    assertThat(active(orchestrator.id(), "role")).containsExactly(active);
  }

  @Test
  void names_are_of_one_orchestrator() {
    Role here = write(tx -> role(tx, orchestrator(tx, "here"), "role"));
    Role there = write(tx -> role(tx, orchestrator(tx, "there"), "role"));
    assertThat(active(here.orchestrator(), "role")).containsExactly(here);
    assertThat(active(there.orchestrator(), "role")).containsExactly(there);
  }

  @Test
  void names_are_compared_exactly() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    Role lower = write(tx -> role(tx, orchestrator, "role_1"));
    Role upper = write(tx -> role(tx, orchestrator, "Role_1"));
    OrchestratorId of = orchestrator.id();
    assertThat(active(of, "role_1")).containsExactly(lower);
    assertThat(active(of, "Role_1")).containsExactly(upper);
    assertThat(active(of, "ROLE_1")).isEmpty();
    assertThat(active(of, "Role_1")).containsExactly(upper);
  }

  @Test
  void lists_those_with_one_of_the_names_in_id_order() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    Role a = write(tx -> role(tx, orchestrator, "z"));
    change(tx -> tx.roles().update(role(tx, orchestrator, "archived").archivedAt(at(1))));
    Role b = write(tx -> role(tx, orchestrator, "a"));
    change(tx -> role(tx, orchestrator, "unasked"));
    List<String> names = List.of("a", "nobody", "archived", "z", "a");
    assertThat(list(tx -> tx.roles().listActive(orchestrator.id(), RoleFilter.named(names))))
        .containsExactly(a, b);
    assertThat(list(tx -> tx.roles().listActive(orchestrator.id(), RoleFilter.named(List.of()))))
        .isEmpty();
  }

  @Test
  void lists_those_of_a_kind_with_one_of_the_names() {
    Orchestrator orchestrator = write(tx -> orchestrator(tx, "checkout"));
    Role worker = write(tx -> role(tx, orchestrator, "worker"));
    Role lead = write(tx -> RowFixtures.coordinator(tx, orchestrator, "lead"));
    change(tx -> role(tx, orchestrator, "unasked"));
    Set<String> names = Set.of("worker", "lead");
    OrchestratorId of = orchestrator.id();
    assertThat(list(tx -> tx.roles().listActive(of, new RoleFilter(RoleKind.COORDINATOR, names))))
        .containsExactly(lead);
    assertThat(list(tx -> tx.roles().listActive(of, new RoleFilter(RoleKind.WORKER, names))))
        .containsExactly(worker);
    assertThat(list(tx -> tx.roles().listActive(of, new RoleFilter(RoleKind.FREELANCE, names))))
        .isEmpty();
  }

  private List<Role> active(OrchestratorId orchestrator, String name) {
    return list(tx -> tx.roles().listActive(orchestrator, RoleFilter.named(List.of(name))));
  }

  private Role find(Role role) {
    return read(tx -> tx.roles().find(role.id())).orElseThrow();
  }

  private static Role named(Role role, String name) {
    return new Role(
        role.id(),
        role.orchestrator(),
        name,
        role.kind(),
        role.nodeKind(),
        role.project(),
        role.prompt(),
        role.created(),
        role.archived(),
        role.cancelled(),
        role.status(),
        role.statusAt());
  }
}
