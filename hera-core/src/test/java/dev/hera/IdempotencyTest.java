package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.message.MessageRules;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.result.Membership;
import dev.hera.result.NodePlanned;
import dev.hera.result.Revived;
import dev.hera.result.Sent;
import dev.hera.result.Spawned;
import dev.hera.result.StatusReport;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Proves("V3")
class IdempotencyTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");

  @Test
  void a_repeated_call_gives_the_first_answer_and_changes_nothing() {
    Participant worker = team.worker("w").once("k");
    Sent first = worker.send(Outgoing.report(Status.DONE, "done", "all of it"));
    team.lead().inbox();
    hera.participant(team.caller("w"), null).report(Status.FAILED);

    List<String> before = StoreDump.of(world.store());
    assertThat(worker.send(Outgoing.report(Status.DONE, "done", "all of it"))).isEqualTo(first);
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
    assertThat(team.role("w").status()).isEqualTo(Status.FAILED);
  }

  @Test
  void a_repeated_final_refusal_is_given_although_the_call_would_now_succeed() {
    team.lead().plan(Plan.Node.worker("a", "do it"));
    team.lead().plan(Plan.Node.worker("b", "do it"));
    team.lead().block("a", "b");
    Coordinator lead = team.lead().once("k");
    String first = thrown(ErrorCode.CYCLE, () -> lead.block("b", "a")).getMessage();
    team.lead().unblock("a", "b");

    assertThat(refused(world, ErrorCode.CYCLE, () -> lead.block("b", "a"))).hasMessage(first);
    assertThat(team.lead().block("b", "a").added()).isTrue();
  }

  @Test
  void what_was_not_there_yet_is_looked_for_again() {
    Coordinator lead = team.lead().once("k");
    refused(world, ErrorCode.NOT_FOUND, "blocked", () -> lead.block("b", "a"));
    team.lead().plan(Plan.Node.worker("a", "do it"));
    team.lead().plan(Plan.Node.worker("b", "do it"));

    assertThat(lead.block("b", "a").added()).isTrue();
    assertThat(lead.block("b", "a").added()).as("the answer is kept").isTrue();
  }

  @Test
  void other_arguments_under_the_same_key_are_a_conflict() {
    Coordinator lead = team.lead().once("k");
    lead.plan(Plan.Node.worker("a", "do it"));

    IdempotencyConflictException conflict =
        (IdempotencyConflictException)
            refused(
                world,
                ErrorCode.IDEMPOTENCY_CONFLICT,
                "idempotencyKey",
                () -> lead.plan(Plan.Node.worker("a", "do that")));
    assertThat(conflict.key()).isEqualTo("k");
    assertThat(conflict.details()).containsEntry("idempotency_key", "k");
    thrown(ErrorCode.SELF_EDGE, () -> lead.block("a", "a"));
    refused(world, ErrorCode.IDEMPOTENCY_CONFLICT, () -> lead.block("y", "a"));
  }

  @Test
  void no_argument_looks_like_the_absence_of_another() {
    Participant worker = team.worker("w").once("k");
    worker.report(Status.WORKING);
    refused(world, ErrorCode.IDEMPOTENCY_CONFLICT, () -> worker.report(Status.WORKING, "-"));

    Coordinator lead = team.lead().once("k");
    lead.plan(new Plan.Node("a", NodeKind.WORKER, "p", null, null));
    refused(
        world,
        ErrorCode.IDEMPOTENCY_CONFLICT,
        () -> lead.plan(new Plan.Node("a", NodeKind.WORKER, "p", null, "null")));
  }

  @Test
  void arguments_that_are_trimmed_to_the_same_are_the_same() {
    Coordinator lead = team.lead().once("k");
    NodePlanned first = lead.plan(Plan.Node.worker("a", "do it"));

    assertThat(lead.plan(Plan.Node.worker(" a ", "do it"))).isEqualTo(first);
  }

  @Test
  void keys_belong_to_a_role_and_a_verb() {
    StatusReport one = team.worker("w1").once("k").report(Status.WORKING);
    StatusReport two = team.worker("w2").once("k").report(Status.WORKING);
    assertThat(two.roleName()).isEqualTo("w2").isNotEqualTo(one.roleName());

    Participant worker = hera.participant(team.caller("w1"), null).once("k");
    assertThat(worker.send(Outgoing.report(Status.DONE, "done", "done")).status())
        .isEqualTo(Status.DONE);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 24 * 3600L})
  void an_answer_is_kept_for_24_hours(long seconds) {
    Coordinator lead = team.lead().once("k");
    NodePlanned first = lead.plan(Plan.Node.worker("a", "do it"));
    world.clock().advance(Duration.ofSeconds(seconds));

    assertThat(lead.plan(Plan.Node.worker("a", "do it"))).isEqualTo(first);
  }

  @Test
  void an_answer_is_forgotten_after_24_hours() {
    Coordinator lead = team.lead().once("k");
    lead.plan(Plan.Node.worker("a", "do it"));
    world.clock().advance(Duration.ofHours(24).plusMillis(1));

    assertThat(lead.plan(Plan.Node.worker("a", "do it")).name()).isEqualTo("a-2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "129"})
  void a_key_has_1_to_128_characters(String key) {
    String given = key.equals("129") ? "k".repeat(129) : key;

    refused(world, ErrorCode.INVALID_ARGUMENT, "idempotencyKey", () -> team.lead().once(given));
    Caller here = team.caller("lead");
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "idempotencyKey",
        () -> hera.newcomer(here).once(given).newOrchestrator("x", "lead"));
    assertThat(team.lead().once("k".repeat(128)).inbox().messages()).isEmpty();
    assertThat(team.lead().once("\ud83d\udd11".repeat(128)).inbox().messages()).isEmpty();
  }

  @Proves("V13")
  @Test
  void a_message_that_came_too_fast_is_sent_by_its_repetition() {
    Participant worker = team.worker("w");
    for (int i = 0; i < MessageRules.MAX_RATE; i++) {
      worker.send(Outgoing.report(Status.WORKING, "n", "n"));
    }
    Participant once = worker.once("k");
    thrown(ErrorCode.RATE_LIMITED, () -> once.send(Outgoing.report(Status.DONE, "done", "done")));
    assertThat(team.role("w").status()).isEqualTo(Status.DONE);
    refusedAgain(once);
    world.clock().advance(Duration.ofHours(1));

    Sent sent = once.send(Outgoing.report(Status.DONE, "done", "done"));
    assertThat(sent.status()).isEqualTo(Status.DONE);
    assertThat(once.send(Outgoing.report(Status.DONE, "done", "done"))).isEqualTo(sent);
    assertThat(team.unread("lead")).hasSize(MessageRules.MAX_RATE + 1);
  }

  /** The status is there already, so nothing more changes. */
  private void refusedAgain(Participant once) {
    refused(
        world,
        ErrorCode.RATE_LIMITED,
        () -> once.send(Outgoing.report(Status.DONE, "done", "done")));
  }

  @Proves("V13")
  @Test
  void a_message_to_a_full_inbox_is_sent_when_there_is_room() {
    for (int i = 0; i < MessageRules.MAX_UNREAD; i++) {
      team.worker("f" + i).send(Outgoing.report(Status.WORKING, "n", "n"));
    }
    Participant once = team.worker("w").once("k");
    thrown(ErrorCode.INBOX_FULL, () -> once.send(Outgoing.report(Status.DONE, "done", "done")));
    team.lead().inbox();

    assertThat(once.send(Outgoing.report(Status.DONE, "done", "done")).status())
        .isEqualTo(Status.DONE);
    assertThat(team.unread("lead")).hasSize(1);
  }

  @Test
  void opening_and_joining_are_repeated_too() {
    Caller here = hera.tasks().register(NewTask.named("here"));
    Membership opened =
        hera.newcomer(here).once("k").newOrchestrator("x", "lead", "p", null).membership();
    assertThat(hera.newcomer(here).once("k").newOrchestrator("x", "lead", "p", null).membership())
        .isEqualTo(opened);
    thrown(
        ErrorCode.IDEMPOTENCY_CONFLICT,
        () -> hera.newcomer(here).once("k").newOrchestrator("x", "lead", "null", null));

    Caller there = hera.tasks().register(NewTask.named("there"));
    Membership joined = hera.newcomer(there).once("k").join("x", "w", RoleKind.WORKER, null, null);
    assertThat(hera.newcomer(there).once("k").join("x", "w", RoleKind.WORKER, null, null))
        .isEqualTo(joined);
    refused(
        world,
        ErrorCode.IDEMPOTENCY_CONFLICT,
        () -> hera.newcomer(there).once("k").join("x", "w", RoleKind.FREELANCE, null, null));
  }

  @Test
  void a_join_succeeds_under_its_key_once_the_orchestrator_is_there() {
    Caller here = hera.tasks().register(NewTask.named("here"));
    refused(
        world,
        ErrorCode.NOT_FOUND,
        () -> hera.newcomer(here).once("k").join("later", "w", RoleKind.WORKER, null, null));
    world.open("later");

    assertThat(
            hera.newcomer(here)
                .once("k")
                .join("later", "w", RoleKind.WORKER, null, null)
                .roleName())
        .isEqualTo("w");
    refused(
        world,
        ErrorCode.IDEMPOTENCY_CONFLICT,
        () -> hera.newcomer(here).once("k").join("later", "w2", RoleKind.WORKER, null, null));
  }

  @Proves("V4")
  @Test
  void a_refused_join_from_a_new_directory_registers_nothing_for_its_key() {
    world.directories().registers("/repo", new NewTask("repo", null, "/repo", null));
    Caller here = Caller.directory(Path.of("/repo"));

    refused(
        world,
        ErrorCode.NOT_FOUND,
        () -> hera.newcomer(here).once("k").join("later", "w", RoleKind.WORKER, null, null));
    world.open("later");
    assertThat(
            hera.newcomer(here)
                .once("k")
                .join("later", "w", RoleKind.WORKER, null, null)
                .roleName())
        .isEqualTo("w");
  }

  @Test
  void a_repeated_spawn_starts_no_second_worker() {
    Coordinator lead = team.lead().once("k");
    Spawned first = lead.spawn("do it", "w", null, LaunchOptions.NONE);

    assertThat(lead.spawn("do it", "w", null, LaunchOptions.NONE)).isEqualTo(first);
    assertThat(world.launcher().started()).containsExactly("w");
    refused(
        world,
        ErrorCode.IDEMPOTENCY_CONFLICT,
        () -> lead.spawn("do that", "w", null, LaunchOptions.NONE));
  }

  @Test
  void a_repeated_spawn_gives_its_first_answer_after_the_worker_is_gone() {
    Coordinator lead = team.lead().once("k");
    Spawned first = lead.spawn("do it", "w", null, LaunchOptions.NONE);
    world.launcher().ends("w", 1);
    hera.tasks().archive(first.taskId());

    assertThat(lead.spawn("do it", "w", null, LaunchOptions.NONE)).isEqualTo(first);
  }

  @Test
  void a_spawn_that_failed_is_tried_again_under_its_key() {
    Coordinator lead = team.lead().once("k");
    world.launcher().failsToStart("no room");
    thrown(ErrorCode.LAUNCH_FAILED, () -> lead.spawn("do it", "w", null, LaunchOptions.NONE));
    world.launcher().worksAgain();

    Spawned started = lead.spawn("do it", "w", null, LaunchOptions.NONE);
    assertThat(started.roleName()).isEqualTo("w");
    assertThat(lead.spawn("do it", "w", null, LaunchOptions.NONE)).isEqualTo(started);
    assertThat(world.launcher().started()).containsExactly("w");
  }

  @Test
  void a_revival_that_failed_is_tried_again_under_its_key() {
    team.lead().spawn("do it", "w", null, LaunchOptions.NONE);
    world.worker("w").report(Status.WORKING);
    world.launcher().ends("w", 1);
    world.launcher().failsToStart("no room");
    Coordinator lead = team.lead().once("k");
    thrown(ErrorCode.LAUNCH_FAILED, () -> lead.revive("w"));
    world.launcher().worksAgain();

    assertThat(lead.revive("w").outcome()).isEqualTo(Revived.Outcome.RESTARTED);
    assertThat(lead.revive("w").outcome()).isEqualTo(Revived.Outcome.RESTARTED);
    assertThat(world.launcher().started()).containsExactly("w", "w");
  }

  @Test
  void a_repetition_waits_for_a_spawn_that_is_under_way() throws Exception {
    Coordinator lead = team.lead().once("k");
    CountDownLatch starting = new CountDownLatch(1);
    CountDownLatch mayStart = new CountDownLatch(1);
    world
        .launcher()
        .onStart(
            () -> {
              starting.countDown();
              awaitQuietly(mayStart);
            });
    CompletableFuture<Spawned> first =
        CompletableFuture.supplyAsync(
            () -> lead.spawn("do it", "w", null, LaunchOptions.NONE), IdempotencyTest::onThread);
    awaitQuietly(starting);
    CompletableFuture<Spawned> second = new CompletableFuture<>();
    Thread repeating =
        onThread(() -> second.complete(lead.spawn("do it", "w", null, LaunchOptions.NONE)));
    while (repeating.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    assertThat(second).isNotDone();
    mayStart.countDown();

    assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(first.get(30, TimeUnit.SECONDS));
    assertThat(world.launcher().started()).containsExactly("w");
  }

  private static Thread onThread(Runnable work) {
    Thread thread = new Thread(work, "spawns");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it never came");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_call_that_the_store_could_not_take_is_done_when_it_is_repeated() {
    FailingStore store = new FailingStore(TestStores.open());
    TestWorld frail = new TestWorld(store, builder -> builder);
    Coordinator lead = new Team(frail, "o").lead().once("k");
    store.refuseWrites(1);
    thrown(ErrorCode.STORE_UNAVAILABLE, () -> lead.plan(Plan.Node.worker("a", "do it")));

    assertThat(lead.plan(Plan.Node.worker("a", "do it")).name()).isEqualTo("a");
  }
}
