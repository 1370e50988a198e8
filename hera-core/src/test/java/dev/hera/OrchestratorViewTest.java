package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hera.history.EventKind;
import dev.hera.history.NamedEvent;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.view.Attention;
import dev.hera.view.MessageView;
import dev.hera.view.NodeView;
import dev.hera.view.OrchestratorView;
import dev.hera.view.RoleIcon;
import dev.hera.view.RoleView;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Proves({"W4", "W8"})
class OrchestratorViewTest {
  private final TestWorld world =
      TestWorld.withPlace(
          builder -> builder.maxLiveWorkers(5, 5).firstCallLimit(Duration.ofMinutes(1)));
  private final Overview overview = world.hera().overview();

  @AfterEach
  void close() {
    world.close();
  }

  private Participant worker(String node) {
    return world.hera().participant(Caller.worker(world.launcher().token(node)), null);
  }

  private OrchestratorView view() {
    return overview.orchestrator(TestWorld.PLACE);
  }

  private void submit(String... names) {
    Plan.Builder plan = Plan.builder();
    for (String name : names) {
      plan.node(name, "do " + name);
    }
    world.lead().submit(plan.build());
    world.tick();
  }

  @Test
  void what_needs_attention_comes_in_the_order_of_urgency_each_with_its_remedy() {
    world
        .lead()
        .submit(
            Plan.builder()
                .node("fails", "p")
                .node("asks", "p")
                .node("silent", "p")
                .node("works", "p")
                .node("works2", "p")
                .node("waits", "p")
                .node("held", "p")
                .after("fails")
                .build());
    world.tick();
    for (String node : List.of("asks", "works", "works2", "fails")) {
      worker(node).report(Status.WORKING);
    }
    world.clock().advance(Duration.ofSeconds(5));
    worker("asks")
        .send(Outgoing.to("lead", "which port?", "8080 or 80").withStatus(Status.BLOCKED));
    Instant asked = world.clock().instant();
    world.clock().advance(Duration.ofMinutes(2));
    world.tick();
    assertThat(view().attention())
        .extracting(Attention::kind)
        .contains(Attention.Kind.NO_PLACE)
        .doesNotContain(Attention.Kind.FAILED);
    worker("fails").report(Status.FAILED);

    assertThat(view().attention())
        .extracting(Attention::kind, Attention::node)
        .containsExactly(
            tuple(Attention.Kind.ASKS, "asks"),
            tuple(Attention.Kind.FAILED, "fails"),
            tuple(Attention.Kind.NEVER_CALLED, "silent"),
            tuple(Attention.Kind.HELD, "held"));
    assertThat(view().attention().get(0).why()).isEqualTo("It asks: which port?");
    assertThat(view().attention().get(0).since()).isEqualTo(asked);
    assertThat(view().attention().get(1).why()).isEqualTo("It reported failed.");
    assertThat(view().attention().get(1).release()).singleElement().asString().contains("revive");
    assertThat(view().attention().get(2).release()).singleElement().asString().contains("revive");
    assertThat(view().attention().get(3).why()).isEqualTo("fails reported failed.");
    assertThat(view().attention().get(3).release())
        .singleElement()
        .asString()
        .contains("fails reports done", "unblock", "the edge from fails to held");
  }

  @Test
  void a_plan_that_goes_on_needs_no_attention() {
    submit("a", "b");
    assertThat(view().attention()).isEmpty();
  }

  @Test
  void who_waits_for_a_place_is_the_same_before_and_after_the_gater_came() {
    world.lead().submit(plan(8));
    List<Attention> before = view().attention();
    assertThat(before)
        .extracting(Attention::kind, Attention::node)
        .containsExactly(
            tuple(Attention.Kind.NO_PLACE, "node-5"),
            tuple(Attention.Kind.NO_PLACE, "node-6"),
            tuple(Attention.Kind.NO_PLACE, "node-7"));
    assertThat(before.get(0).release())
        .singleElement()
        .asString()
        .contains("at most 5", "node-0, node-1, node-2, node-3, node-4; node-5 is number 1");

    world.tick();
    assertThat(view().attention()).isEqualTo(before);
  }

  private static Plan plan(int nodes) {
    Plan.Builder plan = Plan.builder();
    IntStream.range(0, nodes).forEach(n -> plan.node("node-" + n, "p"));
    return plan.build();
  }

  @Test
  void at_most_fifty_nodes_are_explained() {
    submit(IntStream.range(0, 70).mapToObj(n -> "node-" + n).toArray(String[]::new));
    assertThat(view().attention())
        .hasSize(OrchestratorView.MOST_ATTENTION)
        .allMatch(one -> one.kind() == Attention.Kind.NO_PLACE);
  }

  @Test
  void roles_have_their_icons_the_coordinator_first() {
    submit("a", "b");
    worker("a").report(Status.BLOCKED);
    worker("b").report(Status.DONE);
    assertThat(view().roles())
        .extracting(RoleView::name, RoleView::icon, RoleView::live)
        .containsExactly(
            tuple("lead", RoleIcon.LIVE, true),
            tuple("a", RoleIcon.NEEDS_INPUT, true),
            tuple("b", RoleIcon.READY_TO_CLOSE, true));
    assertThat(view().summary().plan().nodes())
        .extracting(node -> node.icon())
        .containsExactly(RoleIcon.NEEDS_INPUT, RoleIcon.READY_TO_CLOSE);
  }

  @Test
  void a_node_shows_its_mission_its_blockers_its_messages_and_its_history() {
    world.chain("a", "b");
    world.tick();
    worker("a").send(Outgoing.to("lead", "half way", "the first half").withStatus(Status.WORKING));

    NodeView a = overview.node(TestWorld.PLACE, "a");
    assertThat(a.explanation().mission()).isEqualTo("do a");
    assertThat(a.session()).isEqualTo(SessionState.RUNNING);
    assertThat(a.launch()).isNotNull();
    assertThat(a.messages())
        .extracting(MessageView::from, MessageView::to, MessageView::tldr, MessageView::byHera)
        .containsExactly(tuple("a", "lead", "half way", false));
    assertThat(a.history())
        .extracting(event -> event.event().kind())
        .startsWith(EventKind.NODE_PLANNED)
        .contains(EventKind.LAUNCH_BOUND, EventKind.STATUS_REPORTED);
    NodeView b = overview.node(TestWorld.PLACE, "b");
    assertThat(b.node().state()).isEqualTo(ViewState.PLANNED);
    assertThat(b.explanation().wouldRelease()).isNotEmpty();
    assertThat(b.messages()).isEmpty();
  }

  @Test
  void the_latest_events_are_the_end_of_the_history() {
    submit("a", "b", "c");
    List<NamedEvent> all = overview.events(TestWorld.PLACE, 0, 1_000);
    assertThat(all.size()).isGreaterThan(10);
    assertThat(all).extracting(NamedEvent::orchestrator).containsOnly(TestWorld.PLACE);
    for (int limit = 1; limit <= all.size() + 1; limit++) {
      int from = Math.max(0, all.size() - limit);
      assertThat(overview.latestEvents(TestWorld.PLACE, limit))
          .isEqualTo(all.subList(from, all.size()));
    }
    long middle = all.get(4).event().sequence();
    assertThat(overview.events(TestWorld.PLACE, middle, 2)).isEqualTo(all.subList(5, 7));
  }
}
