package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import dev.hera.plan.Edge;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.RoleFilter;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What an import changes or leaves out, because Hera would not have it. */
class MendedPlanTest extends PlanImports {
  static Stream<Arguments> edges() {
    return Stream.of(
        Arguments.of("itself", led().worker(2, "a").edge(2, 2), 0),
        Arguments.of("a coordinator", led().worker(2, "a").edge(2, 1), 0),
        Arguments.of("was not taken over", led().worker(2, "a").edge(2, 99), 0),
        Arguments.of(
            "different orchestrators",
            led()
                .worker(2, "a")
                .orchestrator(2, "other", null)
                .role(3, 2, "b", RoleKind.WORKER)
                .edge(2, 3),
            0),
        Arguments.of(
            "cycle",
            led().worker(2, "a").worker(3, "b").worker(4, "c").edge(3, 2).edge(4, 3).edge(2, 4),
            2));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edges")
  void leaves_out_an_edge_that_no_plan_may_have(String why, ImportedRows rows, int left) {
    ImportReport report = take(rows);

    assertThat(whys(report, Fate.LEFT_OUT)).singleElement().asString().contains(why);
    List<Edge> stored = read(tx -> tx.edges().list(shop(tx).id()));
    assertThat(stored).hasSize(left);
    assertThat(report.taken("edges")).isEqualTo(left);
  }

  @Test
  void the_youngest_edge_of_a_cycle_is_left_out() {
    ImportReport report =
        take(led().worker(2, "a").worker(3, "b").worker(4, "c").edge(3, 2).edge(4, 3).edge(2, 4));

    assertThat(report.notes()).extracting(Note::what).containsExactly("\"a\" waits for \"c\"");
    assertThat(report.ready()).containsExactly("shop/a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b/c|a-b-c",
        "-x|x",
        "x.|x",
        "x.lock|x",
        "x.lock.lock|x",
        "ünï|n",
        "…|role",
        "''|role",
        "2a|2a",
      })
  void gives_valid_names(String name, String fitted) {
    ImportReport report = take(led().worker(2, name));

    assertThat(role(fitted).prompt()).isEqualTo("do " + name);
    assertThat(report.notes()).hasSize(name.equals(fitted) ? 0 : 1);
  }

  @Test
  void valid_names_stay_and_the_others_give_way() {
    ImportReport report =
        take(
            led()
                .worker(2, "a b")
                .worker(3, "a-b")
                .worker(4, "a-b")
                .worker(5, "x".repeat(80))
                .role(6, 1, "a-b", RoleKind.WORKER, null, null, LATER));

    assertThat(role("a-b").prompt()).isEqualTo("do a-b");
    assertThat(role("a-b-2").prompt()).isEqualTo("do a b");
    assertThat(role("a-b-3").prompt()).isEqualTo("do a-b");
    assertThat(role("x".repeat(64)).prompt()).isEqualTo("do " + "x".repeat(80));
    assertThat(report.notes()).hasSize(3).allMatch(note -> note.fate() == Fate.CHANGED);
  }

  @Test
  void orchestrators_of_one_name_are_told_apart() {
    take(led().orchestrator(2, "shop", null).orchestrator(3, "shop", LATER));

    List<Orchestrator> active = read(tx -> tx.orchestrators().listActive());
    assertThat(active).extracting(Orchestrator::name).containsExactly("shop", "shop-2");
  }

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(
            "archived orchestrator",
            new ImportedRows()
                .orchestrator(1, "shop", LATER)
                .worker(2, "w", Status.WORKING)
                .task(2, TaskStatus.IN_PROGRESS, null)
                .live(2, 2, 1, 2),
            EndReason.RELEASED,
            LATER),
        Arguments.of(
            "archived role",
            led()
                .role(2, 1, "w", RoleKind.WORKER, Status.WORKING, null, LATER)
                .task(2, TaskStatus.IN_PROGRESS, null)
                .live(2, 2, 1, 2),
            EndReason.RELEASED,
            LATER),
        Arguments.of(
            "archived task",
            led()
                .worker(2, "w", Status.WORKING)
                .task(2, TaskStatus.IN_PROGRESS, ImportedRows.THEN)
                .live(2, 2, 1, 2),
            EndReason.TASK_DELETED,
            ImportedRows.THEN.plusSeconds(2)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void ends_a_live_binding_whose_place_is_gone(
      String what, ImportedRows rows, EndReason reason, Instant at) {
    ImportReport report = take(rows);

    Binding ended =
        read(tx -> tx.bindings().list(new OrchestratorId(1), false)).stream()
            .max(Comparator.comparing(Binding::id))
            .orElseThrow();
    assertThat(ended.endReason()).isEqualTo(reason);
    assertThat(ended.ended()).isEqualTo(at);
    assertThat(whys(report, Fate.CHANGED)).singleElement().asString().contains(reason.wire());
  }

  @Test
  void of_two_live_bindings_in_one_place_the_later_one_stays() {
    ImportReport report =
        take(
            led()
                .role(2, 1, "boss", RoleKind.COORDINATOR)
                .task(2, TaskStatus.IN_PROGRESS, null)
                .live(2, 2, 1, 2)
                .worker(3, "a", Status.WORKING)
                .worker(4, "b", Status.WORKING)
                .task(3, TaskStatus.IN_PROGRESS, null)
                .live(3, 3, 1, 3)
                .live(4, 4, 1, 3));

    assertThat(bindings("lead").get(0).endReason()).isEqualTo(EndReason.SUPERSEDED);
    assertThat(bindings("boss").get(0).isLive()).isTrue();
    assertThat(bindings("a").get(0).endReason()).isEqualTo(EndReason.SUPERSEDED);
    assertThat(bindings("b").get(0).isLive()).isTrue();
    assertThat(report.notes()).hasSize(2);
  }

  @Test
  void nodes_of_an_archived_orchestrator_are_cancelled_and_none_is_requested() {
    ImportReport report =
        take(
            new ImportedRows()
                .orchestrator(1, "old", LATER)
                .worker(2, "never")
                .worker(3, "ran", Status.DONE)
                .task(1, TaskStatus.COMPLETE, null)
                .binding(1, 3, 1, 1, EndReason.RELEASED));

    List<Role> roles =
        read(tx -> tx.roles().listActive(new OrchestratorId(1), RoleFilter.of(RoleKind.WORKER)));
    assertThat(roles).extracting(Role::cancelled).containsExactly(LATER, null);
    assertThat(report.ready()).isEmpty();
  }

  @Test
  void only_a_start_that_failed_is_no_start() {
    ImportReport report =
        take(
            led()
                .worker(2, "again")
                .worker(3, "ran")
                .task(2, TaskStatus.PENDING, LATER)
                .binding(2, 2, 1, 2, EndReason.LAUNCH_FAILED)
                .binding(3, 3, 1, 2, EndReason.RELEASED)
                .role(4, 1, "given-up", RoleKind.WORKER, null, LATER, null)
                .binding(4, 4, 1, 2, EndReason.LAUNCH_FAILED)
                .worker(5, "never"));

    assertThat(report.ready()).containsExactly("shop/again", "shop/never");
    assertThat(report.notes()).extracting(Note::what).containsExactly("shop/again");
    assertThat(report.text()).contains("worth a look:\n  shop/again: its start failed");
  }

  @Test
  void an_orchestrator_nests_where_its_coordinator_works() {
    take(
        led()
            .worker(2, "sub", Status.WORKING)
            .task(2, TaskStatus.IN_PROGRESS, null)
            .live(2, 2, 1, 2)
            .orchestrator(2, "child", null)
            .role(3, 2, "coord", RoleKind.COORDINATOR)
            .live(3, 3, 2, 2));

    List<Orchestrator> children = read(tx -> tx.orchestrators().listChildren(shop(tx).id()));
    assertThat(children).extracting(Orchestrator::name).containsExactly("child");
  }

  @Test
  void two_orchestrators_that_lead_each_other_make_no_circle() {
    take(
        led()
            .orchestrator(2, "other", null)
            .role(2, 2, "boss", RoleKind.COORDINATOR)
            .task(2, TaskStatus.IN_PROGRESS, null)
            .live(2, 2, 2, 2)
            .role(3, 2, "w", RoleKind.WORKER)
            .live(3, 3, 2, 1)
            .role(4, 1, "w", RoleKind.WORKER)
            .live(4, 4, 1, 2));

    Orchestrator other = read(tx -> tx.orchestrators().findActive("other").get());
    assertThat(shop().parent()).isEqualTo(other.id());
    assertThat(other.parent()).isNull();
  }

  @Test
  void leaves_out_what_belongs_to_nobody() {
    ImportReport report =
        take(
            led()
                .role(2, 77, "lost", RoleKind.WORKER)
                .live(5, 66, 1, 1)
                .live(6, 1, 1, 55)
                .message(1, 2, 1, "t", null)
                .cursor(2, 1));

    assertThat(report.notes()).hasSize(5).allMatch(note -> note.fate() == Fate.LEFT_OUT);
    assertThat(report.taken("roles")).isEqualTo(1);
    assertThat(report.taken("messages")).isZero();
    assertThat(report.taken("cursors")).isZero();
  }
}
