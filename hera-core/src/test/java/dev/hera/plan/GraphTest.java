package dev.hera.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Proves("G6")
class GraphTest {
  private static final int DEEP = 100_000;

  /** Whether every node can reach itself or not, by the definition: the transitive closure. */
  private static boolean hasCycle(int count, int[] blocked, int[] blocker) {
    boolean[][] reaches = new boolean[count][count];
    for (int edge = 0; edge < blocked.length; edge++) {
      reaches[blocked[edge]][blocker[edge]] = true;
    }
    for (int via = 0; via < count; via++) {
      for (int from = 0; from < count; from++) {
        for (int to = 0; to < count; to++) {
          reaches[from][to] |= reaches[from][via] && reaches[via][to];
        }
      }
    }
    return IntStream.range(0, count).anyMatch(node -> reaches[node][node]);
  }

  private static void assertRealCycle(int[] cycle, int[] blocked, int[] blocker, String what) {
    assertThat(cycle.length).as(what).isGreaterThan(1);
    assertThat(cycle[0]).as(what).isEqualTo(cycle[cycle.length - 1]);
    for (int i = 0; i + 1 < cycle.length; i++) {
      int from = cycle[i];
      int to = cycle[i + 1];
      assertThat(
              IntStream.range(0, blocked.length)
                  .anyMatch(edge -> blocked[edge] == from && blocker[edge] == to))
          .as("%s: %s waits for %s", what, from, to)
          .isTrue();
    }
    long distinct = IntStream.of(cycle).distinct().count();
    assertThat(distinct).as(what).isEqualTo(cycle.length - 1L);
  }

  @Test
  void finds_a_real_cycle_exactly_when_there_is_one() {
    Random random = new Random(11);
    int found = 0;
    for (int round = 0; round < 3_000; round++) {
      int count = 1 + random.nextInt(12);
      int edges = random.nextInt(2 * count + 1);
      int[] blocked = random.ints(edges, 0, count).toArray();
      int[] blocker = random.ints(edges, 0, count).toArray();
      int[] cycle = Graph.cycle(count, blocked, blocker);
      String what = "round " + round;
      assertThat(cycle.length > 0).as(what).isEqualTo(hasCycle(count, blocked, blocker));
      if (cycle.length > 0) {
        found++;
        assertRealCycle(cycle, blocked, blocker, what);
      }
    }
    assertThat(found).isBetween(300, 2_700);
  }

  @Test
  void a_chain_of_any_depth_is_no_cycle_and_its_ends_joined_are_one() {
    int[] blocked = IntStream.range(1, DEEP).toArray();
    int[] blocker = IntStream.range(0, DEEP - 1).toArray();
    assertThat(Graph.cycle(DEEP, blocked, blocker)).isEmpty();
    int[] closedBlocked = IntStream.concat(IntStream.of(blocked), IntStream.of(0)).toArray();
    int[] closedBlocker = IntStream.concat(IntStream.of(blocker), IntStream.of(DEEP - 1)).toArray();
    int[] cycle = Graph.cycle(DEEP, closedBlocked, closedBlocker);
    assertThat(cycle).hasSize(DEEP + 1);
    assertThat(cycle[0]).isEqualTo(cycle[DEEP]);
  }

  @Test
  void a_fan_of_any_width_is_no_cycle() {
    int[] out = IntStream.range(1, DEEP).toArray();
    int[] hub = new int[DEEP - 1];
    assertThat(Graph.cycle(DEEP, out, hub)).isEmpty();
    assertThat(Graph.cycle(DEEP, hub, out)).isEmpty();
  }

  @Test
  void no_edges_and_no_nodes_are_no_cycle() {
    assertThat(Graph.cycle(0, new int[0], new int[0])).isEmpty();
    assertThat(Graph.cycle(3, new int[0], new int[0])).isEmpty();
  }

  @Test
  void a_path_is_a_shortest_way_along_the_neighbours_or_empty() {
    Random random = new Random(12);
    for (int round = 0; round < 2_000; round++) {
      int count = 1 + random.nextInt(9);
      Map<Integer, List<Integer>> next = new HashMap<>();
      for (int node = 0; node < count; node++) {
        next.put(node, random.ints(random.nextInt(3), 0, count).boxed().toList());
      }
      int from = random.nextInt(count);
      int to = random.nextInt(count);
      List<Integer> path = path(from, to, of(next), of(reversed(next)));
      int distance = distance(from, to, count, next::get);
      assertThat(path).as("round " + round).hasSize(distance + 1);
      if (distance >= 0) {
        assertThat(path.get(0)).isEqualTo(from);
        assertThat(path.get(distance)).isEqualTo(to);
        for (int i = 0; i < distance; i++) {
          assertThat(next.get(path.get(i))).contains(path.get(i + 1));
        }
      }
    }
  }

  private static <N> List<N> path(
      N from,
      N to,
      Function<List<N>, Map<N, List<N>>> next,
      Function<List<N>, Map<N, List<N>>> previous) {
    return Graph.path(from, to, next, previous, Integer.MAX_VALUE).orElseThrow();
  }

  /** How many steps it takes, by widening the reached set; -1 when it is never reached. */
  private static int distance(int from, int to, int count, Function<Integer, List<Integer>> next) {
    List<Integer> reached = new ArrayList<>(List.of(from));
    for (int steps = 0; steps <= count; steps++) {
      if (reached.contains(to)) {
        return steps;
      }
      List<Integer> more = new ArrayList<>(reached);
      reached.forEach(node -> more.addAll(next.apply(node)));
      reached = more.stream().distinct().toList();
    }
    return -1;
  }

  @Test
  void a_path_takes_the_first_neighbour_that_leads_on_and_may_be_very_long() {
    Map<String, List<String>> next =
        Map.of("a", List.of("b", "c"), "b", List.of("d"), "c", List.of("d"), "d", List.of());
    assertThat(path("a", "d", of(next), of(reversed(next)))).containsExactly("a", "b", "d");
    assertThat(path("a", "a", of(next), of(reversed(next)))).containsExactly("a");
    assertThat(
            path(
                0,
                DEEP,
                all -> chain(all, 1, node -> node < DEEP),
                all -> chain(all, -1, node -> node > 0)))
        .hasSize(DEEP + 1)
        .startsWith(0, 1)
        .endsWith(DEEP);
  }

  private static <N> Function<List<N>, Map<N, List<N>>> of(Map<N, List<N>> neighbours) {
    return nodes ->
        nodes.stream()
            .collect(
                Collectors.toMap(node -> node, node -> neighbours.getOrDefault(node, List.of())));
  }

  private static <N> Map<N, List<N>> reversed(Map<N, List<N>> next) {
    Map<N, List<N>> previous = new TreeMap<>();
    new TreeMap<>(next)
        .forEach(
            (node, all) ->
                all.forEach(
                    one -> previous.computeIfAbsent(one, none -> new ArrayList<>()).add(node)));
    return previous;
  }

  private static Map<Integer, List<Integer>> chain(
      List<Integer> nodes, int step, Predicate<Integer> leadsOn) {
    return nodes.stream()
        .filter(leadsOn)
        .collect(Collectors.toMap(node -> node, node -> List.of(node + step)));
  }

  @Test
  void looks_no_further_than_the_end_with_fewer_nodes_behind_it_leads() {
    List<Integer> asked = new ArrayList<>();
    Function<List<Integer>, Map<Integer, List<Integer>>> wide =
        nodes -> {
          asked.addAll(nodes);
          return nodes.stream()
              .collect(Collectors.toMap(node -> node, node -> List.of(2 * node, 2 * node + 1)));
        };
    List<Integer> path =
        path(1, -4, wide, nodes -> nodes.contains(-1) ? Map.of() : chain(nodes, 1, node -> true));
    assertThat(path).isEmpty();
    assertThat(asked).hasSizeLessThan(16);
  }

  @Test
  void gives_up_after_so_many_levels_and_not_before() {
    Function<List<Integer>, Map<Integer, List<Integer>>> up = all -> chain(all, 1, node -> true);
    Function<List<Integer>, Map<Integer, List<Integer>>> down = all -> chain(all, -1, node -> true);
    assertThat(Graph.path(0, 6, up, down, 5)).isEmpty();
    assertThat(Graph.path(0, 6, up, down, 6)).contains(List.of(0, 1, 2, 3, 4, 5, 6));
    assertThat(Graph.path(0, 6, all -> Map.of(), down, 1)).contains(List.of());
  }
}
