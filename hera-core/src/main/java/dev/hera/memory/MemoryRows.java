package dev.hera.memory;

import dev.hera.spi.Table;
import dev.hera.spi.UniquenessException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A table as one transaction sees it; its indexes follow every change. */
class MemoryRows<K extends Comparable<? super K>, R extends Record>
    implements Table<K, R>, KeyedRows<K, R> {
  final ChangedState state;
  private final RowKind kind;
  private final Function<R, K> key;
  private final List<Index<?, K, R>> indexes = new ArrayList<>();
  private @Nullable Tree<K, R> rows;

  @SuppressWarnings("unchecked") // the root of the rows of this kind
  MemoryRows(ChangedState state, RowKind kind, Function<R, K> key) {
    this.state = state;
    this.kind = kind;
    this.key = key;
    this.rows = (Tree<K, R>) state.root(kind, 0);
    state.use(kind, this::roots);
  }

  /**
   * Adds an index.
   *
   * @param by the value by which a row is found; null for a row that is not
   */
  final <I extends Comparable<? super I>> Index<I, K, R> index(Function<R, @Nullable I> by) {
    return add(by, null);
  }

  /**
   * Adds a uniqueness rule.
   *
   * @param rule what is unique, in messages
   * @param by the value that no two rows share; null for a row that the rule leaves out
   */
  final <I extends Comparable<? super I>> Index<I, K, R> unique(
      String rule, Function<R, @Nullable I> by) {
    return add(by, rule);
  }

  private <I extends Comparable<? super I>> Index<I, K, R> add(
      Function<R, @Nullable I> by, @Nullable String rule) {
    Index<I, K, R> index = new Index<>(this, by, rule, state.root(kind, indexes.size() + 1));
    indexes.add(index);
    return index;
  }

  /** The rows and, in the order in which they were added, what its indexes know. */
  final @Nullable Tree<?, ?>[] roots() {
    @Nullable Tree<?, ?>[] roots = new Tree<?, ?>[indexes.size() + 1];
    roots[0] = rows;
    for (int i = 0; i < indexes.size(); i++) {
      roots[i + 1] = indexes.get(i).root();
    }
    return roots;
  }

  @Override
  public final void insert(Collection<R> added) {
    change(() -> added.forEach(this::insert));
  }

  private void insert(R row) {
    K of = key.apply(row);
    Tree<K, R> more = Tree.put(rows, of, row);
    if (Tree.size(more) == Tree.size(rows)) {
      throw new UniquenessException(kind.row() + " exists: " + row);
    }
    become(more, of, null, row);
  }

  @Override
  public final void update(R row) {
    change(
        () -> {
          K of = key.apply(row);
          R before = Tree.get(rows, of);
          if (before == null) {
            throw new IllegalStateException("there is no " + kind.row() + " " + of + " to update");
          }
          become(Tree.put(rows, of, row), of, before, row);
        });
  }

  /** Inserts the row, or replaces the one with its key. */
  final void put(R row) {
    K of = key.apply(row);
    change(() -> become(Tree.put(rows, of, row), of, Tree.get(rows, of), row));
  }

  /** Removes the row with this key and tells whether there was one. */
  final boolean remove(K gone) {
    return state
        .guard()
        .change(
            () -> {
              R before = Tree.get(rows, gone);
              if (before != null) {
                become(Tree.remove(rows, gone), gone, before, null);
              }
              return before != null;
            });
  }

  final void change(Runnable change) {
    state
        .guard()
        .change(
            () -> {
              change.run();
              return true;
            });
  }

  private void become(@Nullable Tree<K, R> next, K of, @Nullable R before, @Nullable R after) {
    indexes.forEach(index -> index.follow(of, before, after));
    rows = next;
    state.changed(new Journal.Change(kind, of, after));
  }

  /** Inserts a row of this kind. */
  @SuppressWarnings("unchecked") // the rows of a kind are of its type
  final void restore(Record row) {
    insert(List.of((R) kind.type().cast(row)));
  }

  @Override
  public final void requireUsable() {
    state.guard().requireUsable();
  }

  @Override
  public final Optional<R> find(K wanted) {
    requireUsable();
    return Optional.ofNullable(Tree.get(rows, wanted));
  }

  /** The first rows with a key above {@code after}, in key order. */
  final List<R> listAfter(K after, int limit) {
    requireUsable();
    List<R> found = new ArrayList<>();
    Tree.visit(rows, after, (any, row) -> found.size() < limit && found.add(row));
    return Collections.unmodifiableList(found);
  }

  @Override
  public final List<R> list(Collection<K> keys) {
    return listInOrder(new TreeSet<>(keys));
  }

  @Override
  public final List<R> listInOrder(Collection<K> keys) {
    requireUsable();
    List<R> found = new ArrayList<>(keys.size());
    for (K wanted : keys) {
      R row = Tree.get(rows, wanted);
      if (row != null) {
        found.add(row);
      }
    }
    return Collections.unmodifiableList(found);
  }
}
