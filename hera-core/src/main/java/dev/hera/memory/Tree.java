package dev.hera.memory;

import java.util.Arrays;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes: a change gives another one, which shares all but the way to its
 * key. Null is the empty map. Wide nodes make the way short; what was removed leaves them narrower.
 */
final class Tree<K extends Comparable<? super K>, V> {
  private static final int WIDEST = 32;

  /**
   * Of a leaf its keys; of another node, from which key on each child is the one to look in: no
   * child has a lesser one.
   */
  final Object[] keys;

  /** Of a leaf the values of the keys; of another node its children. */
  final Object[] values;

  final boolean leaf;
  final int size;

  private Tree(Object[] keys, Object[] values, boolean leaf, int size) {
    this.keys = keys;
    this.values = values;
    this.leaf = leaf;
    this.size = size;
  }

  static int size(@Nullable Tree<?, ?> tree) {
    return tree == null ? 0 : tree.size;
  }

  static <K extends Comparable<? super K>, V> @Nullable V get(@Nullable Tree<K, V> tree, K key) {
    Tree<K, V> at = tree;
    while (at != null && !at.leaf) {
      at = at.child(at.childFor(key));
    }
    int found = at == null ? -1 : at.search(key);
    return at == null || found < 0 ? null : at.value(found);
  }

  /** The tree with this value at this key. */
  static <K extends Comparable<? super K>, V> Tree<K, V> put(
      @Nullable Tree<K, V> tree, K key, V value) {
    if (tree == null) {
      return new Tree<>(new Object[] {key}, new Object[] {value}, true, 1);
    }
    Tree<K, V> top = tree.with(key, value);
    if (top.keys.length <= WIDEST) {
      return top;
    }
    int cut = top.cut(key);
    Tree<K, V> left = top.part(0, cut);
    Tree<K, V> right = top.part(cut, top.keys.length);
    return new Tree<>(
        new Object[] {left.keys[0], right.keys[0]}, new Object[] {left, right}, false, top.size);
  }

  /** As {@link #put}; it may be one too wide. */
  private Tree<K, V> with(K key, V value) {
    if (leaf) {
      int found = search(key);
      return found >= 0
          ? new Tree<>(keys, replaced(values, found, value), true, size)
          : new Tree<>(
              inserted(keys, -found - 1, key), inserted(values, -found - 1, value), true, size + 1);
    }
    int at = childFor(key);
    Tree<K, V> child = child(at).with(key, value);
    int grown = size - child(at).size + child.size;
    Object[] bounds = at == 0 && key.compareTo(key(0)) < 0 ? replaced(keys, 0, key) : keys;
    if (child.keys.length <= WIDEST) {
      return new Tree<>(bounds, replaced(values, at, child), false, grown);
    }
    int cut = child.cut(key);
    Tree<K, V> left = child.part(0, cut);
    Tree<K, V> right = child.part(cut, child.keys.length);
    return new Tree<>(
        inserted(replaced(bounds, at, left.keys[0]), at + 1, right.keys[0]),
        inserted(replaced(values, at, left), at + 1, right),
        false,
        grown);
  }

  /** Where to cut it in two; as late as can be while keys come in ascending order. */
  private int cut(K added) {
    return search(added) == keys.length - 1 ? WIDEST : WIDEST / 2;
  }

  private Tree<K, V> part(int from, int to) {
    Object[] some = Arrays.copyOfRange(values, from, to);
    int sum = to - from;
    if (!leaf) {
      sum = Arrays.stream(some).mapToInt(child -> ((Tree<?, ?>) child).size).sum();
    }
    return new Tree<>(Arrays.copyOfRange(keys, from, to), some, leaf, sum);
  }

  /** The tree without this key. */
  static <K extends Comparable<? super K>, V> @Nullable Tree<K, V> remove(
      @Nullable Tree<K, V> tree, K key) {
    if (tree == null) {
      return null;
    }
    int at = tree.leaf ? tree.search(key) : tree.childFor(key);
    Tree<K, V> rest = tree.leaf ? null : remove(tree.child(at), key);
    if (at < 0 || (rest != null && rest == tree.child(at))) {
      return tree;
    }
    if (rest != null) {
      return new Tree<>(tree.keys, replaced(tree.values, at, rest), false, tree.size - 1);
    }
    return tree.keys.length == 1
        ? null
        : new Tree<>(removed(tree.keys, at), removed(tree.values, at), tree.leaf, tree.size - 1);
  }

  /** The least key. */
  K first() {
    return leaf ? key(0) : child(0).first();
  }

  /**
   * Shows the entries in the order of their keys until {@code each} says false.
   *
   * @param above only those with greater keys, or all when null
   * @return whether it always said true
   */
  static <K extends Comparable<? super K>, V> boolean visit(
      @Nullable Tree<K, V> tree, @Nullable K above, BiPredicate<K, V> each) {
    if (tree == null) {
      return true;
    }
    int first = above == null ? 0 : tree.leaf ? tree.after(above) : tree.childFor(above);
    for (int i = first; i < tree.keys.length; i++) {
      boolean goOn =
          tree.leaf
              ? each.test(tree.key(i), tree.value(i))
              : visit(tree.child(i), i == first ? above : null, each);
      if (!goOn) {
        return false;
      }
    }
    return true;
  }

  /** As {@link Arrays#binarySearch}; quick where keys come in ascending order. */
  private int search(K key) {
    int last = keys.length - 1;
    int order = key.compareTo(key(last));
    return order > 0 ? -last - 2 : order == 0 ? last : Arrays.binarySearch(keys, 0, last, key);
  }

  private int after(K key) {
    int found = search(key);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private int childFor(K key) {
    return Math.max(0, after(key) - 1);
  }

  @SuppressWarnings("unchecked") // the keys are of this type only
  private K key(int at) {
    return (K) keys[at];
  }

  @SuppressWarnings("unchecked") // the values of a leaf are of this type only
  private V value(int at) {
    return (V) values[at];
  }

  @SuppressWarnings("unchecked") // the values of another node are such trees only
  private Tree<K, V> child(int at) {
    return (Tree<K, V>) values[at];
  }

  private static Object[] replaced(Object[] all, int at, Object one) {
    Object[] changed = all.clone();
    changed[at] = one;
    return changed;
  }

  private static Object[] inserted(Object[] all, int at, Object one) {
    Object[] more = new Object[all.length + 1];
    System.arraycopy(all, 0, more, 0, at);
    more[at] = one;
    System.arraycopy(all, at, more, at + 1, all.length - at);
    return more;
  }

  private static Object[] removed(Object[] all, int at) {
    Object[] fewer = new Object[all.length - 1];
    System.arraycopy(all, 0, fewer, 0, at);
    System.arraycopy(all, at + 1, fewer, at, fewer.length - at);
    return fewer;
  }
}
