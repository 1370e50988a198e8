package dev.hera.store.jooq.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * What reused queries gave on one connection. A verb asks for the same rows several times, and so
 * do the verbs of one worker after each other. An answer holds while nobody else commits, until
 * this connection writes a row that may belong to it; a row that it writes itself is remembered as
 * it was written, and a new one at the end of an answer joins it.
 *
 * <p>Of each table the answers that were asked for last are remembered.
 */
final class Remembered {
  /** Of so many rows a table; of more that are written at once, none. */
  static final int MOST = 2_000;

  /** Of the lists of a table, two or three refer to each row of another one. */
  private static final int MOST_LISTS = 3 * MOST;

  /** A longer answer takes more room than asking again takes time. */
  private static final int MOST_ROWS = 100;

  private final IdentityHashMap<Table<?>, Answers> tables = new IdentityHashMap<>();

  /** The queries that are asked for the rows which refer to a row of a table, by that table. */
  private final IdentityHashMap<Table<?>, Set<ReusedQuery<?>>> referring = new IdentityHashMap<>();

  /** What the query gives with these values, when that is remembered. */
  @SuppressWarnings("unchecked") // the answers to a question are of its query's type
  <T> @Nullable List<T> find(ReusedQuery<T> query, List<?> values) {
    if (query instanceof Lookup.Any<T> any) {
      return findEach(any, values);
    }
    Answers answers = tables.get(query.table());
    if (answers == null) {
      return null;
    }
    if (query.isByKey()) {
      Row row = answers.rows.get(values);
      return row == null ? null : row.readBy(query);
    }
    Rows known = answers.others.get(new Question(query, values));
    return known == null ? null : (List<T>) known.read();
  }

  private <T> @Nullable List<T> findEach(Lookup.Any<T> any, List<?> values) {
    List<T> all = new ArrayList<>();
    for (Object value : new LinkedHashSet<>(values)) {
      List<T> ofIt = find(any.one(), List.of(value));
      if (ofIt == null) {
        return null;
      }
      all.addAll(ofIt);
    }
    return Collections.unmodifiableList(all);
  }

  /** Remembers the rows that a query gave, unless that is not worth it, and gives them as read. */
  <T> List<T> put(ReusedQuery<T> query, List<?> values, List<Record> rows) {
    if (query instanceof Lookup.Any<T> any) {
      if (values.size() <= MOST_ROWS) {
        any.answers(values, rows).forEach((value, ofIt) -> put(any.one(), List.of(value), ofIt));
      }
      return rows.stream().map(query::read).toList();
    }
    if (query.isByKey() && !rows.isEmpty()) {
      Row row = new Row(rows.get(0));
      List<T> answer = row.readBy(query);
      answers(query.table()).rows.put(values, row);
      return answer;
    }
    List<T> answer = rows.stream().map(query::read).toList();
    if (!query.isByKey() && rows.size() <= MOST_ROWS) {
      Record last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
      expect(query);
      answers(query.table()).put(query, values, new Rows(answer, last));
    }
    return answer;
  }

  /** The query may be asked of new rows, whose answer is empty without asking. */
  void expect(ReusedQuery<?> query) {
    Table<?> referred = query.referred();
    if (referred != null) {
      referring.computeIfAbsent(referred, none -> new LinkedHashSet<>()).add(query);
    }
  }

  /** The row with this key is now this one, and was that one before, or nobody knows which. */
  void updated(Table<?> table, List<?> key, @Nullable Record before, Record row) {
    Answers answers = answers(table);
    answers.rows.put(key, new Row(row));
    if (before == null) {
      answers.others.clear();
    } else {
      answers.forgetLists(before);
      answers.forgetLists(row);
    }
  }

  /**
   * The row with this key is new, and no row refers to it yet. Nobody looks for one in a table that
   * was never asked.
   */
  void inserted(Table<?> table, List<?> key, Record row) {
    Answers answers = tables.get(table);
    if (answers != null) {
      answers.rows.put(key, new Row(row));
      answers.join(row);
    }
    for (ReusedQuery<?> query : referring.getOrDefault(table, Set.of())) {
      answers(query.table()).put(query, key, new Rows(List.of(), null));
    }
  }

  private Answers answers(Table<?> table) {
    return tables.computeIfAbsent(table, each -> new Answers());
  }

  /** Whether a row with this key is remembered; from now on new ones of its table are. */
  boolean isKnown(Table<?> table, List<?> key) {
    return answers(table).rows.containsKey(key);
  }

  /** The row with this key, when it is remembered. */
  @Nullable Record row(Table<?> table, List<?> key) {
    Answers answers = tables.get(table);
    Row row = answers == null ? null : answers.rows.get(key);
    return row == null ? null : row.record;
  }

  /** Forgets everything of the table: any of its rows may change. */
  void forget(Table<?> table) {
    tables.remove(table);
  }

  void forgetAll() {
    tables.clear();
  }

  private static final class Answers {
    final Map<List<?>, Row> rows = new Latest<>(MOST);
    final Map<Question, Rows> others = new Latest<>(MOST_LISTS);
    private final Set<ReusedQuery<?>> asked = new HashSet<>();

    void put(ReusedQuery<?> query, List<?> values, Rows answer) {
      asked.add(query);
      others.put(new Question(query, values), answer);
    }

    /** Forgets the answers to which the row belongs, or may belong. */
    void forgetLists(Record row) {
      changeLists(row, (query, answer) -> null);
    }

    /** Has a new row join the answers to which it belongs; those where its place is unknown go. */
    void join(Record row) {
      changeLists(row, (query, answer) -> answer.with(query, row));
    }

    private void changeLists(Record row, BiFunction<ReusedQuery<?>, Rows, @Nullable Rows> change) {
      for (ReusedQuery<?> query : asked) {
        List<?> values = query.valuesThatGive(row);
        if (values == null) {
          others.keySet().removeIf(question -> question.query.equals(query));
        } else {
          others.computeIfPresent(
              new Question(query, values), (same, answer) -> change.apply(query, answer));
        }
      }
    }
  }

  private record Question(ReusedQuery<?> query, List<?> values) {}

  /** What a query gave, as it is read, and the last row of it. */
  private record Rows(List<?> read, @Nullable Record last) {
    /** The same with a new row at its end; null when it may belong elsewhere. */
    @Nullable Rows with(ReusedQuery<?> query, Record row) {
      if (read.size() >= MOST_ROWS || !query.isNext(row, last)) {
        return null;
      }
      List<Object> more = new ArrayList<>(read);
      more.add(query.read(row));
      return new Rows(Collections.unmodifiableList(more), row);
    }
  }

  /** A row, and the answer that it is to the query that asked for it last. */
  private static final class Row {
    final Record record;
    private @Nullable ReusedQuery<?> query;
    private List<?> answer = List.of();

    Row(Record record) {
      this.record = record;
    }

    @SuppressWarnings("unchecked") // the answer is of its query's type
    <T> List<T> readBy(ReusedQuery<T> newQuery) {
      if (query != newQuery) {
        answer = List.of(newQuery.read(record));
        query = newQuery;
      }
      return (List<T>) answer;
    }
  }

  private static final class Latest<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int most;

    Latest(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }
}
