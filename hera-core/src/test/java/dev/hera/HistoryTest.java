package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.ErrorCode;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.Outgoing;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Proves("M25")
class HistoryTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();

  private List<Event> events() {
    OrchestratorId here = team.role("lead").orchestrator();
    return world.store().read(tx -> tx.events().list(here, 0, 10_000));
  }

  private void eventfulRun() {
    lead.submit(
        Plan.builder().node("a", "p").node("b", "p").after("a").node("c", "p").after("a").build());
    lead.plan(new Plan.Node("s", NodeKind.SUBCOORD, null, "goal", "shop"));
    lead.block("s", "b");
    lead.update("b", "better", null, null);
    lead.update("s", null, null, "higher goal");
    hera.tick();
    world.worker("a").send(Outgoing.report(Status.FAILED, "t", "b"));
    lead.unblock("c", "a");
    lead.cancel("c");
    world.launcher().failsToStart("no room");
    Refusals.thrown(
        ErrorCode.LAUNCH_FAILED, () -> lead.spawn("p", "gone", null, LaunchOptions.NONE));
    world.launcher().worksAgain();
    lead.spawn("p", "spawned", "docs", LaunchOptions.NONE);
    world.worker("a").report(Status.DONE);
    hera.tick();
    world.worker("b").report(Status.WORKING);
  }

  @Test
  void replaying_the_events_gives_the_present_plan() {
    eventfulRun();
    Orchestrator place = world.orchestrator("o");
    world
        .store()
        .read(
            tx -> {
              Replay.check(tx, place, "the present plan");
              return true;
            });
  }

  @Test
  void events_are_numbered_upwards_and_never_changed() {
    eventfulRun();
    List<Event> before = events();
    lead.report(Status.WORKING);
    List<Event> after = events();

    assertThat(after).startsWith(before.toArray(Event[]::new)).hasSize(before.size() + 1);
    assertThat(after).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void an_event_tells_who_did_what_when() {
    lead.plan(Plan.Node.worker("a", "p"));
    world.clock().advance(Duration.ofSeconds(3));
    lead.cancel("a");
    Event last = events().get(events().size() - 1);
    Event cancelled =
        events().stream()
            .filter(event -> event.kind() == EventKind.NODE_CANCELLED)
            .findFirst()
            .orElseThrow();

    assertThat(cancelled.at()).isEqualTo(world.clock().instant());
    assertThat(cancelled.actor()).isEqualTo(team.role("lead").id());
    assertThat(cancelled.subject()).isEqualTo(team.role("a").id());
    assertThat(cancelled.orchestrator()).isEqualTo(last.orchestrator());
  }

  @Test
  void a_registered_session_is_an_event_of_no_orchestrator() {
    AppendedEvents store = new AppendedEvents(TestStores.open());
    TestWorld watched = new TestWorld(store, builder -> builder);
    watched.hera().tasks().register(NewTask.named("a session"));

    assertThat(store.appended()).hasSize(1);
    Event event = store.appended().get(0);
    assertThat(event.kind()).isEqualTo(EventKind.TASK_ADDED);
    assertThat(event.orchestrator()).isNull();
    assertThat(event.changes()).containsEntry("name", "a session").containsKey("task");
  }

  @Test
  @Proves("M25")
  void an_application_reads_on_page_by_page() {
    lead.submit(Plan.builder().node("a", "do a").node("b", "do b").after("a").build());
    List<Event> all = events();
    List<Event> pages = new ArrayList<>();
    long after = 0;
    for (List<Event> page = hera.history("o", after, 2);
        !page.isEmpty();
        page = hera.history("o", after, 2)) {
      assertThat(page).hasSizeLessThanOrEqualTo(2);
      pages.addAll(page);
      after = page.get(page.size() - 1).sequence();
    }
    assertThat(pages).isEqualTo(all);
    assertThatThrownBy(() -> hera.history("o", 0, 0))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("limit");
    assertThatThrownBy(() -> hera.history("nowhere", 0, 1)).isInstanceOf(NotFoundException.class);
  }

  @Test
  void a_node_of_a_plan_tells_its_task() {
    team.worker("w");
    assertThat(hera.plan("o").nodes())
        .extracting(node -> node.taskId())
        .containsExactly(team.task("w").id());
  }
}
