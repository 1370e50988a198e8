package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.history.Event;
import dev.hera.plan.Plan;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.spi.RoleFilter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");
  private final OrchestratorId here = team.role("lead").orchestrator();

  private Role role(String name) {
    return world
        .store()
        .read(
            tx -> tx.roles().listActive(here, RoleFilter.named(Set.of(name))).stream().findFirst())
        .orElseThrow();
  }

  @Proves({"M3", "M14"})
  @Test
  void archiving_cancels_what_never_started_and_releases_what_lives() {
    team.lead()
        .submit(
            Plan.builder()
                .node("ran", "p")
                .node("lives", "p")
                .node("waits", "p")
                .after("lives")
                .node("free", "p")
                .build());
    team.lead().cancel("free");
    hera.tick();
    world.worker("lives").report(Status.WORKING);
    hera.archive(" o ");

    assertThat(hera.orchestrators()).isEmpty();
    assertThat(role("waits").cancelled()).isEqualTo(world.clock().instant());
    assertThat(role("lives").isCancelled()).isFalse();
    List<Binding> bindings = world.store().read(tx -> tx.bindings().list(here, false));
    assertThat(bindings).hasSize(3).noneMatch(Binding::isLive);
    assertThat(bindings).extracting(Binding::endReason).containsOnly(EndReason.RELEASED);
    hera.tick();
    assertThat(world.launcher().started()).containsExactly("ran", "lives");
  }

  @Proves("M3")
  @Test
  void nothing_of_an_archived_orchestrator_is_told_or_started() {
    team.worker("w");
    team.lead().plan(Plan.Node.worker("next", "p"));
    team.lead().block("next", "w");
    hera.archive("o");
    hera.tick();

    assertThat(world.launcher().started()).isEmpty();
    int unread = world.store().read(tx -> tx.messages().countUnread(roleOfLead(), true));
    assertThat(unread).isZero();
  }

  private RoleId roleOfLead() {
    return new RoleId(1);
  }

  @Proves({"M2", "M3"})
  @Test
  void an_archived_orchestrator_is_found_by_nobody() {
    team.worker("w");
    hera.archive("o");

    refused(world, ErrorCode.NOT_FOUND, "name", () -> hera.archive("o"));
    refused(world, ErrorCode.NOT_FOUND, () -> hera.plan("o"));
    refused(world, ErrorCode.NOT_BOUND, () -> team.lead().inbox());
    refused(
        world,
        ErrorCode.NOT_FOUND,
        () -> hera.newcomer(team.caller("w")).join("o", "x", RoleKind.WORKER, null, null));
  }

  @Proves("M3")
  @Test
  void a_running_workers_next_call_is_fenced() {
    team.lead().plan(Plan.Node.worker("a", "p"));
    hera.tick();
    world.worker("a").report(Status.WORKING);
    hera.archive("o");

    refused(world, ErrorCode.FENCED, () -> world.worker("a").inbox());
  }

  @Proves("M2")
  @Test
  void nothing_is_deleted() {
    team.worker("w").report(Status.DONE);
    hera.archive("o");

    assertThat(role("w").status()).isEqualTo(Status.DONE);
    List<Event> history = world.store().read(tx -> tx.events().list(here, 0, 100));
    assertThat(history).isNotEmpty();
  }
}
