package dev.hera.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
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
      assertWellFormed(tree);
      if (step % 97 == 0) {
        snapshots.add(new Snapshot(tree, new TreeMap<>(map)));
      }
    }
    snapshots.forEach(snapshot -> assertHolds(snapshot, random.nextInt(span)));
  }

  /**
   * Ranges are removed, and keys put into the gaps, at a depth where inner nodes have inner ones.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void is_a_sorted_map_while_whole_ranges_are_removed(long seed) {
    Random random = new Random(seed);
    int span = 20_000;
    TreeMap<Integer, Integer> map = new TreeMap<>();
    Tree<Integer, Integer> tree = null;
    for (int step = 0; step < STEPS; step++) {
      int key = random.nextInt(span);
      map.put(key, step);
      tree = Tree.put(tree, key, step);
      assertWellFormed(tree);
      if (step % 500 == 499) {
        for (int gone : List.copyOf(map.subMap(key, key + span / 30).keySet())) {
          map.remove(gone);
          tree = Tree.remove(tree, gone);
          assertWellFormed(tree);
        }
        assertHolds(new Snapshot(tree, new TreeMap<>(map)), random.nextInt(span));
      }
    }
    assertHolds(new Snapshot(tree, map), random.nextInt(span));
  }

  @Test
  void finds_a_key_that_was_put_where_a_node_had_its_first_keys_before() {
    Tree<Integer, Integer> tree = null;
    for (int key = 0; key < 30_000; key += 10) {
      tree = Tree.put(tree, key, key);
    }
    for (int key = 10_240; key < 10_600; key += 10) {
      tree = Tree.remove(tree, key);
    }
    tree = Tree.put(tree, 10_245, -1);
    for (int key = 11_001; key < 13_000; key += 2) {
      tree = Tree.put(tree, key, key);
      assertThat(Tree.get(tree, 10_245)).as("after %s", key).isEqualTo(-1);
    }
    assertWellFormed(tree);
  }

  private static void assertWellFormed(@Nullable Tree<Integer, Integer> tree) {
    if (tree != null) {
      depth(tree, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  }

  /**
   * How deep a node is all over, whose keys are to begin with {@code from} and end before {@code
   * to}.
   */
  private static int depth(Tree<?, ?> node, int from, int to) {
    int width = node.keys.length;
    require(0 < width && width <= 32 && width == node.values.length, "width", node);
    int depth = 0;
    int size = 0;
    for (int i = 0; i < width; i++) {
      int key = (int) node.keys[i];
      int next = i + 1 < width ? (int) node.keys[i + 1] : to;
      require((i > 0 || from <= key) && key < next, "order", node);
      int below = node.leaf ? 0 : depth((Tree<?, ?>) node.values[i], key, next);
      require(i == 0 || below == depth, "depth", node);
      depth = below;
      size += node.leaf ? 1 : ((Tree<?, ?>) node.values[i]).size;
    }
    require(size == node.size, "size", node);
    return depth + 1;
  }

  /** Without the cost of an assertion: there are a hundred million of them. */
  private static void require(boolean holds, String what, Tree<?, ?> node) {
    if (!holds) {
      throw new AssertionError("wrong " + what + " of a node with " + Arrays.toString(node.keys));
    }
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
