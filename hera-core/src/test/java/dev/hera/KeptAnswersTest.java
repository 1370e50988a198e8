package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.CycleException;
import dev.hera.error.ErrorCode;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.result.Membership;
import dev.hera.result.NodeCancelled;
import dev.hera.result.NodePlanned;
import dev.hera.result.Spawned;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.Answer;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store keeps for an idempotency key, also for another Hera or another version of it. */
@Proves("V3")
class KeptAnswersTest {
  /** What versions before this one kept: a cancelled node as serialised Java. */
  private static final String EARLIER =
      "rO0ABXNyABhkZXYuaGVyYS5jYWxsLlZlcmJBbnN3ZXIAAAAAAAAAAAIAAkwAB3JlZnVzYWx0AB5MZGV2"
          + "L2hlcmEvZXJyb3IvSGVyYUV4Y2VwdGlvbjtMAAV2YWx1ZXQAEkxqYXZhL2xhbmcvT2JqZWN0O3hwcHNy"
          + "ABtkZXYuaGVyYS5wbGFuLk5vZGVDYW5jZWxsZWQAAAAAAAAAAAIAA0wABGhlbGR0ABBMamF2YS91dGls"
          + "L0xpc3Q7TAAEbmFtZXQAEkxqYXZhL2xhbmcvU3RyaW5nO0wACHJlbGVhc2VkcQB+AAV4cHNyABFqYXZh"
          + "LnV0aWwuQ29sbFNlcleOq7Y6G6gRAwABSQADdGFneHAAAAABdwQAAAAAeHQAAWFxAH4ACQ==";

  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final RoleId lead = team.role("lead").id();

  private Answer kept(String verb) {
    return world.store().read(tx -> tx.answers().find(lead, verb, "k")).orElseThrow();
  }

  private void keep(RoleId role, String verb, String key, String arguments, String answer) {
    Answer row = new Answer(role, verb, key, arguments, answer, world.clock().instant());
    world
        .store()
        .write(
            tx -> {
              tx.answers().delete(role, verb, key);
              tx.answers().insert(row);
              return true;
            });
  }

  @Test
  void an_answer_can_be_read_in_the_table() {
    team.lead().plan(Plan.Node.worker("a", "do it"));
    team.lead().once("k").cancel("a");

    assertThat(kept("plan_node_cancel").answer())
        .isEqualTo("{\"result\":{\"name\":\"a\",\"released\":[],\"held\":[]}}");
  }

  @Test
  void another_Hera_on_the_store_tells_the_same_answer() {
    Coordinator one = team.lead().once("k");
    NodePlanned first = one.plan(Plan.Node.worker("a", "do it"));
    Caller here = world.hera().tasks().register(NewTask.named("here"));
    Membership joined =
        world.hera().newcomer(here).once("k").join("o", "w", RoleKind.WORKER, null, null);

    Hera other = Hera.builder(world.store()).clock(world.clock()).build();
    assertThat(
            other
                .coordinator(team.caller("lead"), null)
                .once("k")
                .plan(Plan.Node.worker("a", "do it")))
        .isEqualTo(first);
    assertThat(other.newcomer(here).once("k").join("o", "w", RoleKind.WORKER, null, null))
        .isEqualTo(joined);
  }

  @Test
  void another_Hera_on_the_store_tells_the_same_refusal() {
    team.lead().plan(Plan.Node.worker("a", "do it"));
    team.lead().plan(Plan.Node.worker("b", "do it"));
    team.lead().block("a", "b");
    CycleException first = cycle(() -> team.lead().once("k").block("b", "a"));

    Hera other = Hera.builder(world.store()).clock(world.clock()).build();
    Coordinator two = other.coordinator(team.caller("lead"), null).once("k");
    CycleException second = cycle(() -> two.block("b", "a"));
    assertThat(second).isNotSameAs(first).hasMessage(first.getMessage());
    assertThat(second.path()).isEqualTo(first.path()).hasSize(3);
    assertThat(second.details()).isEqualTo(first.details());
  }

  private static CycleException cycle(ThrowingCallable call) {
    return (CycleException) thrown(ErrorCode.CYCLE, call);
  }

  @Test
  void an_answer_of_a_later_version_is_read_as_far_as_it_is_known() {
    team.lead().plan(Plan.Node.worker("a", "do it"));
    Coordinator once = team.lead().once("k");
    NodeCancelled first = once.cancel("a");
    String verb = "plan_node_cancel";
    String later = kept(verb).answer().replace("{\"name\"", "{\"by\":{\"x\":[1]},\"name\"");
    keep(lead, verb, "k", kept(verb).arguments(), later);

    assertThat(once.cancel("a")).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {EARLIER, "", "{\"result\":7.5}"})
  void an_answer_that_cannot_be_read_is_refused_and_nothing_is_done_again(String answer) {
    team.lead().plan(Plan.Node.worker("a", "do it"));
    Coordinator once = team.lead().once("k");
    for (String verb : List.of("plan_node_cancel", "spawn_worker", "inbox")) {
      keep(lead, verb, "k", "of another version", answer);
    }

    isUnreadable(() -> once.cancel("a"));
    isUnreadable(() -> once.spawn("do it", "w", null, LaunchOptions.NONE));
    isUnreadable(once::inbox);
    isUnreadable(() -> once.reading().deliverIfAny());
    assertThat(world.launcher().started()).isEmpty();
    assertThat(team.lead().once("new").cancel("a").name()).isEqualTo("a");
  }

  @Test
  void an_outcome_that_cannot_be_read_is_refused_and_nothing_is_started_again() {
    Coordinator once = team.lead().once("k");
    once.spawn("do it", "w", null, LaunchOptions.NONE);
    keep(lead, "spawn_worker/outcome", "k", "of another version", EARLIER);

    isUnreadable(() -> once.spawn("do it", "w", null, LaunchOptions.NONE));
    assertThat(world.launcher().started()).containsExactly("w");
  }

  private void isUnreadable(ThrowingCallable call) {
    IdempotencyConflictException refusal =
        (IdempotencyConflictException)
            refused(world, ErrorCode.IDEMPOTENCY_CONFLICT, "idempotencyKey", call);
    assertThat(refusal.isUnreadable()).isTrue();
    assertThat(refusal.key()).isEqualTo("k");
    assertThat(refusal)
        .hasMessageContainingAll("earlier", "nothing was done again", "state", "new key");
  }

  @Test
  void other_arguments_are_told_from_an_answer_that_cannot_be_read() {
    team.lead().once("k").plan(Plan.Node.worker("a", "do it"));
    IdempotencyConflictException refusal =
        (IdempotencyConflictException)
            refused(
                world,
                ErrorCode.IDEMPOTENCY_CONFLICT,
                () -> team.lead().once("k").plan(Plan.Node.worker("b", "do it")));
    assertThat(refusal.isUnreadable()).isFalse();
  }

  @Test
  void old_answers_are_deleted_once_a_minute() {
    RecordingStore store = new RecordingStore();
    TestWorld recorded = new TestWorld(store, builder -> builder);
    Team here = new Team(recorded, "o");
    store.take();
    here.lead().once("1").inbox();
    here.lead().once("2").inbox();
    recorded.clock().advance(Duration.ofSeconds(59));
    here.lead().once("3").inbox();
    assertThat(deletions(store)).isEqualTo(1);

    recorded.clock().advance(Duration.ofSeconds(1));
    here.lead().once("4").inbox();
    here.lead().once("5").inbox();
    assertThat(deletions(store)).isEqualTo(1);
  }

  private static long deletions(RecordingStore store) {
    return store.take().stream()
        .flatMap(List::stream)
        .filter(call -> call.startsWith("answers.delete"))
        .count();
  }

  @Test
  void an_old_answer_is_forgotten_before_it_is_deleted() {
    Coordinator once = team.lead().once("k");
    once.plan(Plan.Node.worker("a", "do it"));
    Spawned spawned = once.spawn("do it", "w", null, LaunchOptions.NONE);
    world.clock().advance(Duration.ofHours(24));
    team.lead().once("sweeps").inbox();
    world.clock().advance(Duration.ofSeconds(1));

    NodePlanned planned = once.plan(Plan.Node.worker("a", "do it"));
    assertThat(planned.name()).isEqualTo("a-2");
    assertThat(once.plan(Plan.Node.worker("a", "do it"))).isEqualTo(planned);
    Spawned again = once.spawn("do it", "w", null, LaunchOptions.NONE);
    assertThat(again).isNotEqualTo(spawned);
    assertThat(once.spawn("do it", "w", null, LaunchOptions.NONE)).isEqualTo(again);
  }
}
