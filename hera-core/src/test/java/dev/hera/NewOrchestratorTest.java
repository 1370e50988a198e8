package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.AlreadyBoundException;
import dev.hera.error.BoundElsewhereException;
import dev.hera.error.CoordinatorExistsException;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.message.Outgoing;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.spi.RoleFilter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewOrchestratorTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Caller spare = session("spare");

  private Caller session(String name) {
    return hera.tasks().register(NewTask.named(name));
  }

  private static TaskId task(Caller caller) {
    return ((Caller.OfTask) caller).task();
  }

  private Orchestrator stored(String name) {
    return world.store().read(tx -> tx.orchestrators().findActive(name)).orElseThrow();
  }

  private Role role(String orchestrator, String name) {
    OrchestratorId there = stored(orchestrator).id();
    return world
        .store()
        .read(
            tx -> tx.roles().listActive(there, RoleFilter.named(Set.of(name))).stream().findFirst())
        .orElseThrow();
  }

  @Proves({"M1", "M5", "V9"})
  @Test
  void opens_an_orchestrator_with_the_caller_as_its_coordinator() {
    Caller here = session("here");
    Coordinator lead =
        hera.newcomer(here).newOrchestrator(" checkout ", " lead ", "ship it", " develop ");

    Membership place = lead.membership();
    assertThat(place.orchestrator()).isEqualTo("checkout");
    assertThat(place.roleName()).isEqualTo("lead");
    assertThat(place.kind()).isEqualTo(RoleKind.COORDINATOR);
    assertThat(place.taskId()).isEqualTo(task(here));
    assertThat(place.resumed()).isFalse();
    assertThat(place.unreadCount()).isZero();
    assertThat(place.status()).isNull();
    assertThat(stored("checkout"))
        .extracting(Orchestrator::baseBranch, Orchestrator::created, Orchestrator::archived)
        .containsExactly("develop", world.clock().instant(), null);
    assertThat(role("checkout", "lead").prompt()).isEqualTo("ship it");
    assertThat(hera.orchestrators()).containsExactly("checkout");
  }

  @Test
  void a_caller_bound_there_is_refused_with_its_binding() {
    Team team = new Team(world, "o");
    team.worker("w");

    for (String member : List.of("lead", "w")) {
      HeraException refusal =
          refused(
              world,
              ErrorCode.ALREADY_BOUND,
              () -> hera.newcomer(team.caller(member)).newOrchestrator("o", "again"));
      assertThat(((AlreadyBoundException) refusal).bindingId())
          .isEqualTo(team.binding(member).id().value());
      assertThat(refusal.details())
          .containsEntry("orchestrator", "o")
          .containsEntry("binding_id", team.binding(member).id().value());
      assertThat(refusal).hasMessageContaining("Participant.membership");
    }
  }

  @Proves("M4")
  @Test
  void a_second_live_coordinator_is_refused_and_the_first_is_named() {
    world.open("o");

    HeraException refusal =
        refused(
            world,
            ErrorCode.COORDINATOR_EXISTS,
            () -> hera.newcomer(spare).newOrchestrator("o", "second"));
    assertThat(((CoordinatorExistsException) refusal).coordinator()).isEqualTo("lead");
    assertThat(refusal.details()).containsEntry("orchestrator", "o");
  }

  @Test
  void a_coordinator_of_another_active_orchestrator_is_refused_until_that_one_is_archived() {
    Caller here = session("here");
    hera.newcomer(here).newOrchestrator("first", "lead");

    HeraException refusal =
        refused(
            world,
            ErrorCode.BOUND_ELSEWHERE,
            () -> hera.newcomer(here).newOrchestrator("second", "lead"));
    assertThat(((BoundElsewhereException) refusal).orchestrator()).isEqualTo("first");
    assertThat(refusal).hasMessageContaining("Coordinator.spawn").hasMessageContaining("archive");
    hera.archive("first");
    assertThat(hera.newcomer(here).newOrchestrator("second", "lead").membership().resumed())
        .isFalse();
  }

  @Test
  void the_live_coordinator_of_the_wanted_orchestrator_is_found_before_the_callers_other_place() {
    Caller here = session("here");
    hera.newcomer(here).newOrchestrator("mine", "lead");
    world.open("theirs");

    refused(
        world,
        ErrorCode.COORDINATOR_EXISTS,
        () -> hera.newcomer(here).newOrchestrator("theirs", "lead"));
  }

  @Proves("M14")
  @Test
  void takes_over_a_coordinator_role_that_nobody_lives_in() {
    Caller first = session("first");
    hera.newcomer(first)
        .newOrchestrator("o", "boss", "the mission", "develop")
        .report(Status.WORKING);
    Participant worker = member("o", "w");
    hera.tasks().archive(task(first));
    worker.send(Outgoing.report(Status.WORKING, "hello", "hello"));

    Caller second = session("second");
    Membership place =
        hera.newcomer(second).newOrchestrator("o", "ignored", "ignored", "main").membership();
    assertThat(place.resumed()).isTrue();
    assertThat(place.roleName()).isEqualTo("boss");
    assertThat(place.taskId()).isEqualTo(task(second));
    assertThat(place.unreadCount()).isEqualTo(1);
    assertThat(place.status()).isEqualTo(Status.WORKING);
    assertThat(role("o", "boss").prompt()).isEqualTo("the mission");
    assertThat(stored("o").baseBranch()).as("what it named").isEqualTo("main");
  }

  private Participant member(String orchestrator, String name) {
    Caller caller = session(name);
    hera.newcomer(caller).join(orchestrator, name, RoleKind.WORKER, null, null);
    return hera.participant(caller, orchestrator);
  }

  @Test
  void a_coordinator_of_another_one_may_not_take_an_abandoned_one_over() {
    Caller first = session("first");
    hera.newcomer(first).newOrchestrator("abandoned", "boss");
    hera.tasks().archive(task(first));
    Caller here = session("here");
    hera.newcomer(here).newOrchestrator("mine", "lead");

    refused(
        world,
        ErrorCode.BOUND_ELSEWHERE,
        () -> hera.newcomer(here).newOrchestrator("abandoned", "x"));
  }

  @Proves("M13")
  @Test
  void a_worker_becomes_a_sub_coordinator_of_a_nested_orchestrator() {
    Team above = new Team(world, "above");
    above.worker("w");

    Coordinator below = hera.newcomer(above.caller("w")).newOrchestrator("below", "lead");
    assertThat(below.membership().taskId()).isEqualTo(above.binding("w").task());
    assertThat(stored("below").parent()).isEqualTo(stored("above").id());
    assertThat(hera.participant(above.caller("w"), "above").membership().roleName()).isEqualTo("w");
  }

  @Proves("M2")
  @Test
  void an_archived_orchestrators_name_is_free_again() {
    Caller here = session("here");
    hera.newcomer(here).newOrchestrator("o", "lead");
    Orchestrator first = stored("o");
    hera.archive("o");

    assertThat(hera.newcomer(here).newOrchestrator("o", "lead").membership().resumed()).isFalse();
    assertThat(stored("o").id()).isGreaterThan(first.id());
    Orchestrator archived =
        world.store().read(tx -> tx.orchestrators().find(first.id()).orElseThrow());
    assertThat(archived.archived()).isEqualTo(world.clock().instant());
  }

  @Proves({"M7", "V2"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "-a", ".a", "_a", "a.", "a.lock", "a b", "a/b", "a\\b", "ä", "a\nb", "a:b"
      })
  void a_name_that_could_not_be_a_key_is_refused(String name) {
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "name",
        () -> hera.newcomer(spare).newOrchestrator(name, "lead"));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "coordinatorRoleName",
        () -> hera.newcomer(spare).newOrchestrator("o", name));
  }

  @Proves("M7")
  @ParameterizedTest
  @CsvSource({"1, true", "64, true", "65, false"})
  void names_have_up_to_64_characters(int length, boolean right) {
    String name = "x".repeat(length);
    if (right) {
      assertThat(hera.newcomer(spare).newOrchestrator(name, name).membership().roleName())
          .isEqualTo(name);
    } else {
      refused(
          world,
          ErrorCode.INVALID_ARGUMENT,
          "name",
          () -> hera.newcomer(spare).newOrchestrator(name, "lead"));
    }
  }

  @Proves("M8")
  @ParameterizedTest
  @ValueSource(strings = {"2c-fact-checker", "anything", "A.b_c-1", "x.locks"})
  void a_name_is_stored_as_it_was_given(String name) {
    assertThat(hera.newcomer(spare).newOrchestrator(name, name).membership().orchestrator())
        .isEqualTo(name);
  }

  @Proves("V2")
  @Test
  void a_blank_or_broken_base_branch_or_prompt_is_refused() {
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "baseBranch",
        () -> hera.newcomer(spare).newOrchestrator("o", "lead", null, " "));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "baseBranch",
        () -> hera.newcomer(spare).newOrchestrator("o", "lead", null, "main\n12:00 all is well"));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "prompt",
        () -> hera.newcomer(spare).newOrchestrator("o", "lead", "a\u0000b", null));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "prompt",
        () -> hera.newcomer(spare).newOrchestrator("o", "lead", "half \ud83d", null));
  }
}
