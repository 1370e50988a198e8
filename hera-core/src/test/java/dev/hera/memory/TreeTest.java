package dev.hera.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {
  private static final int STEPS = 4_000;

  /** A tree and what it held when it was made. */
  private record Snapshot(@Nullable Tree<Integer, Integer> tree, TreeMap<Integer, Integer> held) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void is_a_sorted_map_whose_earlier_states_stay(long seed) {
    Random random = new Random(seed);
    int span = 1 + random.nextInt(3_000);
    TreeMap<Integer, Integer> map = new TreeMap<>();
    Tree<Integer, Integer> tree = null;
    List<Snapshot> snapshots = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      int key = seed % 2 == 0 && random.nextInt(10) > 0 ? step : random.nextInt(span);
      if (random.nextInt(10) < seed % 4 + 2) {
        map.remove(key);
        tree = Tree.remove(tree, key);
      } else {
        map.put(key, step);
        tree = Tree.put(tree, key, step);
      }
      assertThat(Tree.get(tree, key)).isEqualTo(map.get(key));
      assertThat(Tree.size(tree)).isEqualTo(map.size());
      assertThat(tree == null ? null : tree.first())
          .isEqualTo(map.isEmpty() ? null : map.firstKey());
      if (step % 97 == 0) {
        snapshots.add(new Snapshot(tree, new TreeMap<>(map)));
      }
    }
    snapshots.forEach(snapshot -> assertHolds(snapshot, random.nextInt(span)));
  }

  private static void assertHolds(Snapshot snapshot, int above) {
    Map<Integer, Integer> shown = new LinkedHashMap<>();
    Tree.visit(snapshot.tree(), null, (key, value) -> shown.put(key, value) == null);
    assertThat(shown.entrySet()).containsExactlyElementsOf(snapshot.held().entrySet());
    List<Integer> some = new ArrayList<>();
    Tree.visit(snapshot.tree(), above, (key, value) -> some.add(key) && some.size() < 7);
    assertThat(some)
        .isEqualTo(snapshot.held().tailMap(above, false).keySet().stream().limit(7).toList());
  }
}
