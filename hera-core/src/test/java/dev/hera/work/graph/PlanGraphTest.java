package dev.hera.work.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.plan.Graph;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlanGraphTest {
  private static final OrchestratorId PLACE = new OrchestratorId(1);

  @Test
  void finds_the_ways_that_a_search_over_all_edges_finds_after_any_changes() {
    Random random = new Random(5);
    int found = 0;
    for (int round = 0; round < 500; round++) {
      TreeSet<Edge.Key> edges = new TreeSet<>();
      int nodes = 2 + random.nextInt(30);
      random.ints(nodes).forEach(any -> edges.add(key(random, nodes)));
      PlanGraph graph = PlanGraph.of(edges.stream().map(PlanGraphTest::edge).toList());
      for (int step = 0; step < 20; step++) {
        PlanGraph before = graph;
        TreeSet<Edge.Key> edgesBefore = new TreeSet<>(edges);
        graph = graph.with(changes(edges, random, nodes + step));
        String what = "round " + round + ", step " + step;
        found += assertSame(graph, edges, key(random, nodes + step), what);
        assertSame(before, edgesBefore, key(random, nodes + step), what + ", before");
      }
    }
    assertThat(found).isBetween(1_000, 9_000);
  }

  private static List<Event> changes(NavigableSet<Edge.Key> edges, Random random, int nodes) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      Edge.Key key = key(random, nodes);
      switch (random.nextInt(3)) {
        case 0 -> {
          edges.add(key);
          events.add(event(EventKind.EDGE_ADDED, key, "blocker"));
        }
        case 1 -> {
          edges.add(key);
          events.add(event(EventKind.NODE_PLANNED, key, "blockers"));
        }
        default -> {
          Edge.Key there = edges.ceiling(key);
          edges.remove(there == null ? key : there);
          events.add(event(EventKind.EDGE_REMOVED, there == null ? key : there, "blocker"));
        }
      }
    }
    return events;
  }

  private static Edge.Key key(Random random, int nodes) {
    return new Edge.Key(
        new RoleId(1 + random.nextInt(nodes)), new RoleId(1 + random.nextInt(nodes)));
  }

  private static Edge edge(Edge.Key key) {
    return new Edge(PLACE, key.blocked(), key.blocker(), Instant.EPOCH);
  }

  private static Event event(EventKind kind, Edge.Key key, String field) {
    String blocker = String.valueOf(key.blocker().value());
    return new Event(
        1, Instant.EPOCH, PLACE, null, kind, key.blocked(), new TreeMap<>(Map.of(field, blocker)));
  }

  /** Gives 1 when there is a way. */
  private static int assertSame(
      PlanGraph graph, NavigableSet<Edge.Key> edges, Edge.Key ends, String what) {
    List<RoleId> expected =
        Graph.path(
                ends.blocked(),
                ends.blocker(),
                of(edges, Edge.Key::blocked, Edge.Key::blocker),
                of(edges, Edge.Key::blocker, Edge.Key::blocked),
                Integer.MAX_VALUE)
            .orElseThrow();
    boolean known =
        edges.stream()
            .anyMatch(
                edge ->
                    edge.blocked().equals(ends.blocked()) || edge.blocker().equals(ends.blocked()));
    if (known || expected.size() > 1) {
      assertThat(graph.path(ends.blocked(), ends.blocker())).as(what).isEqualTo(expected);
    }
    assertThat(graph.edges()).as(what).isEqualTo(edges.size());
    return expected.isEmpty() ? 0 : 1;
  }

  private static Function<List<RoleId>, Map<RoleId, List<RoleId>>> of(
      NavigableSet<Edge.Key> edges,
      Function<Edge.Key, RoleId> from,
      Function<Edge.Key, RoleId> to) {
    Map<RoleId, List<RoleId>> all =
        edges.stream()
            .collect(
                Collectors.groupingBy(
                    from,
                    Collectors.collectingAndThen(
                        Collectors.mapping(to, Collectors.toList()),
                        list -> list.stream().sorted().toList())));
    return nodes -> all;
  }
}
