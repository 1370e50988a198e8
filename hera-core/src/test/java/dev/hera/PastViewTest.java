package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.view.Attention;
import dev.hera.view.OrchestratorView;
import dev.hera.view.PastView;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Proves("M25")
class PastViewTest {
  private final TestWorld world =
      TestWorld.withPlace(
          builder -> builder.maxLiveWorkers(9, 9).firstCallLimit(Duration.ofMinutes(1)));
  private final Overview overview = world.hera().overview();
  private final Map<Long, OrchestratorView> seen = new TreeMap<>();

  @AfterEach
  void close() {
    world.close();
  }

  private long lastEvent() {
    List<Event> all = world.hera().history(TestWorld.PLACE, 0, 10_000);
    return all.get(all.size() - 1).sequence();
  }

  private void look() {
    seen.put(lastEvent(), overview.orchestrator(TestWorld.PLACE));
  }

  private PastView asOf(long sequence) {
    return overview.orchestratorAsOf(TestWorld.PLACE, sequence).orElseThrow();
  }

  /** What of an attention list the history tells; of failures it is less exact. */
  private static List<Attention> told(OrchestratorView view) {
    return view.attention().stream()
        .map(
            one ->
                new Attention(
                    one.kind(),
                    one.node(),
                    one.state(),
                    null,
                    one.why().replaceFirst("(?s)(It failed|[a-z]+ failed: ).*", "$1"),
                    List.of()))
        .toList();
  }

  private void eventfulRun() {
    look();
    world
        .lead()
        .submit(
            Plan.builder()
                .node("fails", "p")
                .node("asks", "p")
                .node("silent", "p")
                .node("goes", "p")
                .node("held", "p")
                .after("fails")
                .node("later", "p")
                .after("goes", "held")
                .build());
    look();
    world.tick();
    look();
    for (String node : List.of("asks", "goes", "fails")) {
      world.worker(node).report(Status.WORKING);
      look();
    }
    world.worker("asks").send(Outgoing.to("lead", "which port?", "80?").withStatus(Status.BLOCKED));
    look();
    world.clock().advance(Duration.ofMinutes(2));
    world.tick();
    look();
    world.worker("fails").report(Status.FAILED);
    look();
    world.lead().cancel("later");
    look();
    world.lead().unblock("held", "fails");
    look();
    world.launcher().failsToStart("no room");
    world.tick();
    look();
    world.launcher().worksAgain();
    world.clock().advance(Duration.ofMinutes(2));
    world.tick();
    look();
    world.worker("goes").report(Status.DONE);
    look();
    world.lead().accept("goes", null);
    look();
    world.hera().tasks().sessionEnded(world.task("asks").id(), OptionalInt.of(1));
    look();
    world.hera().tasks().archive(world.task("asks").id());
    look();
    world.hera().tasks().setStatus(world.task("asks").id(), TaskStatus.COMPLETE);
    look();
  }

  @Test
  void the_plan_as_of_an_earlier_event_is_what_was_shown_after_it() {
    eventfulRun();

    assertThat(seen).hasSizeGreaterThan(12);
    seen.forEach(
        (sequence, then) -> {
          PastView past = asOf(sequence);
          assertThat(past.event().event().sequence()).isEqualTo(sequence);
          assertThat(past.view().summary()).as("%s", past.event()).isEqualTo(then.summary());
          assertThat(past.view().roles()).as("%s", past.event()).isEqualTo(then.roles());
          assertThat(told(past.view())).as("%s", past.event()).isEqualTo(told(then));
        });
    List<Attention> all =
        seen.values().stream().flatMap(view -> view.attention().stream()).toList();
    assertThat(all).extracting(Attention::why).noneMatch(why -> why.contains("says: failed:"));
    assertThat(all)
        .extracting(Attention::kind)
        .contains(
            Attention.Kind.ASKS,
            Attention.Kind.FAILED,
            Attention.Kind.HELD,
            Attention.Kind.NEVER_CALLED);
  }

  @Test
  void a_number_between_two_events_means_the_earlier_one_and_none_before_the_first() {
    world.open("elsewhere");
    long first = world.hera().history(TestWorld.PLACE, 0, 1).get(0).sequence();
    long before = lastEvent();
    world.hera().coordinator("elsewhere").plan(Plan.Node.worker("other", "p"));
    world.lead().plan(Plan.Node.worker("a", "p"));

    assertThat(asOf(before + 1).event().event().sequence()).isEqualTo(before);
    assertThat(asOf(before).view().summary().plan().nodes()).isEmpty();
    assertThat(asOf(Long.MAX_VALUE).view().summary().plan().nodes())
        .extracting(node -> node.state())
        .containsExactly(ViewState.READY);
    assertThat(overview.orchestratorAsOf(TestWorld.PLACE, first - 1)).isEmpty();
  }

  @Test
  void who_joined_later_does_not_take_part_yet() {
    long before = lastEvent();
    Hera hera = world.hera();
    Caller caller = hera.tasks().register(NewTask.named("a session"));
    hera.newcomer(caller).join(TestWorld.PLACE, "guest", RoleKind.WORKER, null, null);

    assertThat(asOf(before).view().roles()).extracting(role -> role.name()).containsExactly("lead");
    assertThat(asOf(lastEvent()).view().roles())
        .extracting(role -> role.name())
        .containsExactly("lead", "guest");
  }
}
