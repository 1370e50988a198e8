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
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.view.PlanView;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
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

  /** A plan as the events alone tell it. */
  private static final class Replayed {
    private final Map<RoleId, SortedMap<String, String>> nodes = new TreeMap<>();
    private final Map<RoleId, TreeSet<Long>> blockers = new TreeMap<>();

    void apply(Event event) {
      RoleId subject = event.subject();
      switch (event.kind()) {
        case ROLE_ADDED, NODE_PLANNED -> add(subject, event.changes());
        case NODE_UPDATED -> nodes.get(subject).putAll(event.changes());
        case NODE_CANCELLED -> nodes.get(subject).put("cancelled", "true");
        case ROLE_ARCHIVED -> nodes.remove(subject);
        case STATUS_REPORTED -> nodes.get(subject).putAll(event.changes());
        case EDGE_ADDED -> blockers.get(subject).add(blocker(event));
        case EDGE_REMOVED -> blockers.get(subject).remove(blocker(event));
        default -> {}
      }
    }

    private void add(RoleId role, SortedMap<String, String> fields) {
      nodes.put(role, new TreeMap<>(fields));
      TreeSet<Long> waitsFor = new TreeSet<>();
      Stream.of(fields.getOrDefault("blockers", "").split(","))
          .filter(id -> !id.isEmpty())
          .forEach(id -> waitsFor.add(Long.valueOf(id)));
      blockers.put(role, waitsFor);
    }

    private static Long blocker(Event event) {
      return Long.valueOf(event.changes().get("blocker"));
    }

    List<String> lines() {
      List<String> lines = new ArrayList<>();
      nodes.forEach(
          (id, fields) -> {
            if ("worker".equals(fields.getOrDefault("kind", "worker"))) {
              lines.add(
                  line(
                      fields.get("name"),
                      fields.get("node_kind"),
                      fields.getOrDefault("goal", fields.get("prompt")),
                      fields.get("project"),
                      fields.getOrDefault("status", "null"),
                      fields.containsKey("cancelled"),
                      names(id)));
            }
          });
      return lines;
    }

    private List<String> names(RoleId role) {
      return blockers.get(role).stream().map(id -> nodes.get(new RoleId(id)).get("name")).toList();
    }
  }

  private static String line(Object... fields) {
    return List.of(fields).stream().map(String::valueOf).toList().toString();
  }

  private List<String> present() {
    return lead.plan().nodes().stream().map(this::line).toList();
  }

  private String line(PlanView.Node node) {
    Role role = team.role(node.name());
    return line(
        node.name(),
        node.kind().wire(),
        role.prompt(),
        role.project() == null ? "" : role.project(),
        role.status() == null ? "null" : role.status().wire(),
        node.state() == ViewState.CANCELLED,
        node.blockers());
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
    Replayed replayed = new Replayed();
    events().forEach(replayed::apply);

    assertThat(replayed.lines()).isEqualTo(present());
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
