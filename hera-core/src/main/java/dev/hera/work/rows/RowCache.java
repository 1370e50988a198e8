package dev.hera.work.rows;

import static java.util.stream.Collectors.groupingBy;

import dev.hera.spi.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one table as one unit of work knows them: each is read from the store once. New rows,
 * and of the changes of a row the last one, are written to the store when it is asked for rows that
 * may be others by them, or when the unit of work ends. No change of a row takes what is unique, so
 * that their order is free; what they free may be taken by a new row.
 */
class RowCache<K extends Comparable<? super K>, R> {
  private final Table<K, R> store;
  private final Function<R, K> key;
  private final Map<K, Optional<R>> rows = new HashMap<>();
  private final Map<K, R> added = new LinkedHashMap<>();
  private final Map<K, R> unwritten = new LinkedHashMap<>();
  private final Runnable writing;

  /** Whether what is unwritten may change what is answered to {@link #ask}. */
  private boolean answersChange;

  /** The answers, by their questions, that an insert changes and no update does. */
  private final Map<Object, List<K>> fixedLists = new HashMap<>();

  /** The answers, by their questions, that any change may change. */
  private final Map<Object, List<K>> lists = new HashMap<>();

  /**
   * @param writing has the store know every change of every table, those that others refer to first
   */
  RowCache(Table<K, R> store, Function<R, K> key, Runnable writing) {
    this.store = store;
    this.key = key;
    this.writing = writing;
  }

  public final Optional<R> find(K wanted) {
    Optional<R> known = rows.get(wanted);
    if (known == null) {
      Optional<R> found = store.find(wanted);
      rows.put(wanted, found);
      found.ifPresent(this::learned);
      return found;
    }
    return known;
  }

  /** The rows with these keys that exist, in the order of the keys; unknown ones in one query. */
  public final List<R> list(Collection<K> wanted) {
    List<K> unknown = wanted.stream().filter(one -> !rows.containsKey(one)).toList();
    if (!unknown.isEmpty()) {
      List<R> found = store.list(unknown);
      unknown.forEach(one -> rows.put(one, Optional.empty()));
      found.forEach(this::learn);
    }
    return known(new TreeSet<>(wanted));
  }

  public final void insert(R row) {
    insert(List.of(row));
  }

  /** Stores new rows, none of which may exist. */
  public final void insert(Collection<R> fresh) {
    lists.clear();
    for (R row : fresh) {
      joins(row);
      added.put(key.apply(row), row);
      rows.put(key.apply(row), Optional.of(row));
      learned(row);
      inserted(row);
    }
  }

  /** Stores a row in place of the one with its key. */
  public final void update(R row) {
    Optional<R> before = rows.getOrDefault(key.apply(row), Optional.empty());
    if (added.replace(key.apply(row), row) == null) {
      unwritten.put(key.apply(row), row);
    }
    if (before.isEmpty() || changesAnswers(before.get(), row)) {
      lists.clear();
      answersChange = true;
    }
    rows.put(key.apply(row), Optional.of(row));
    learned(row);
    updated(before.orElse(null), row);
  }

  /** Whether other rows may be answered to {@link #ask} when this row is replaced. */
  boolean changesAnswers(R before, R after) {
    return true;
  }

  /** Has the store know every change of this table. */
  void write() {
    if (!unwritten.isEmpty()) {
      unwritten.values().forEach(store::update);
      unwritten.clear();
    }
    if (!added.isEmpty()) {
      store.insert(List.copyOf(added.values()));
      added.clear();
    }
    answersChange = false;
  }

  /** Has the store know every change that it may be asked for. */
  final void writeAll() {
    if (!added.isEmpty() || !unwritten.isEmpty()) {
      writing.run();
    }
  }

  /** Called for each new row, before it is known, to bring the fixed lists up to date. */
  void joins(R row) {
    fixedLists.clear();
  }

  /** Adds a new row, whose key is the highest, to what a query answers, if that is known. */
  final void append(Object question, R row) {
    fixedLists.computeIfPresent(
        question, (same, keys) -> Stream.concat(keys.stream(), Stream.of(key.apply(row))).toList());
  }

  /** Forgets what a query answers. */
  final void forgetAnswer(Object question) {
    fixedLists.remove(question);
  }

  /** Called for each row that is read or written. */
  void learned(R row) {}

  /** Called for each new row, once it is known. */
  void inserted(R row) {}

  /**
   * Called for each row that is replaced, once it is known.
   *
   * @param before the row as this unit of work knew it, or null when it did not
   */
  void updated(@Nullable R before, R after) {}

  final void forget(K gone) {
    rows.put(gone, Optional.empty());
    added.remove(gone);
    unwritten.remove(gone);
    lists.clear();
    fixedLists.clear();
  }

  /** What a query answers whose rows may be others after any change. */
  final List<R> ask(Object question, Supplier<List<R>> query) {
    if (!lists.containsKey(question) && (answersChange || !added.isEmpty())) {
      writing.run();
    }
    return answer(lists, question, query);
  }

  /** What a query answers whose rows are the same after an update of any of them. */
  final List<R> askOnce(Object question, Supplier<List<R>> query) {
    return answer(fixedLists, question, query);
  }

  /** What {@link #askOnce} gave for this question; none when it was not asked. */
  final List<R> answered(Object question) {
    return known(fixedLists.getOrDefault(question, List.of()));
  }

  /**
   * Asks in one query what {@link #askOnce} would be asked for each of these questions.
   *
   * @param of the question that a row answers
   */
  final <Q> void askAhead(
      Collection<Q> questions, Function<Collection<Q>, List<R>> query, Function<R, Q> of) {
    List<Q> open = questions.stream().filter(one -> !fixedLists.containsKey(one)).toList();
    if (!open.isEmpty()) {
      writeAdded();
      Map<Q, List<R>> answers = query.apply(open).stream().collect(groupingBy(of));
      open.forEach(one -> askOnce(one, () -> answers.getOrDefault(one, List.of())));
    }
  }

  private void writeAdded() {
    if (!added.isEmpty()) {
      writing.run();
    }
  }

  private List<R> answer(Map<Object, List<K>> answers, Object question, Supplier<List<R>> query) {
    List<K> known = answers.get(question);
    if (known == null) {
      writeAdded();
      List<R> answer = query.get();
      answer.forEach(this::learn);
      known = answer.stream().map(key).toList();
      answers.put(question, known);
      if (unwritten.isEmpty()) {
        return answer;
      }
    }
    return known(known);
  }

  private List<R> known(Collection<K> keys) {
    List<R> found = new ArrayList<>(keys.size());
    for (K one : keys) {
      Objects.requireNonNull(rows.get(one)).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  /** A row that this unit of work has changed stays as it was changed. */
  private void learn(R row) {
    if (!unwritten.containsKey(key.apply(row))) {
      rows.put(key.apply(row), Optional.of(row));
      learned(row);
    }
  }
}
